import type { Output } from '../../../shared/api/contract.ts';
import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { AgentBayForm } from './agentbay-form.tsx';
import { ImageForm } from './image-form.tsx';
import type { ManageImagesModel } from './manage-images-model.ts';

export interface ManageImagesProps {
  readonly model: ManageImagesModel;
  readonly now: number;
}

/** What keys can be used for: the built-in images and one's own, with how they are. */
export function ManageImages({ model, now }: ManageImagesProps) {
  const t = useTranslate();
  const { remote, draft, preset } = model;
  const images = remote.value.value ?? [];
  const columns = [t('image'), t('environments'), t('columnStatus'), t('health'), t('columnActions')];
  return (
    <section class="page" aria-labelledby="images-title">
      <div class="section-head">
        <h2 id="images-title">{t('section_images')}</h2>
        <span class="project">{t('imagesNote')}</span>
        <Allowed to="createImage">
          <button type="button" onClick={() => preset.write({})}>
            {t('agentBay')}
          </button>
          <button type="button" class="primary" onClick={() => model.write({})}>
            {t('newImage')}
          </button>
        </Allowed>
      </div>
      {preset.draft.value !== null && <AgentBayForm model={model} draft={preset.draft.value} />}
      {draft.value !== null && <ImageForm model={model} draft={draft.value} />}
      <RemoteNotice remote={remote} none="imagesNone" />
      {images.length > 0 && (
        <DataTable label={t('section_images')} columns={columns}>
          {images.map((image) => (
            <Row key={image.id} image={image} model={model} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

type Listed = Output<'listImages'>['images'][number];

function Row({ image, model, now }: ManageImagesProps & { image: Listed }) {
  const t = useTranslate();
  const { title, environment, enabled, projectId, note } = image;
  return (
    <tr>
      <th scope="row">
        {title} <small>{t(projectId === null ? 'builtIn' : 'ownImage')}</small>
        {note !== '' && <small class="note">{note}</small>}
      </th>
      <td>{t(`environment_${environment}`)}</td>
      <td>
        <span class={enabled ? 'badge good' : 'badge'}>{t(enabled ? 'imageOn' : 'imageOff')}</span>
      </td>
      <td>
        <Health image={image} now={now} />
      </td>
      <td class="actions">
        <Allowed to="editImage" project={projectId}>
          <Actions image={image} model={model} />
        </Allowed>
      </td>
    </tr>
  );
}

function Actions({ image, model }: { image: Listed; model: ManageImagesModel }) {
  const t = useTranslate();
  const { title, enabled, projectId } = image;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={t('checkThing', title)}
        disabled={model.remote.busy.value}
        onClick={() => void model.check(image)}
      >
        {t('checkRun')}
      </button>
      {projectId !== null && (
        <button
          type="button"
          class="quiet"
          aria-label={t('editRule', title)}
          onClick={() => model.edit(image)}
        >
          {t('edit')}
        </button>
      )}
      {enabled ? (
        <ConfirmButton
          word={t('confirmDisableYes')}
          label={t('disableThing', title)}
          onYes={() => void model.toggle(image)}
        />
      ) : (
        <button
          type="button"
          class="quiet"
          aria-label={t('enableKey', title)}
          onClick={() => void model.toggle(image)}
        >
          {t('enable')}
        </button>
      )}
      {!enabled && projectId !== null && (
        <ConfirmButton
          word={t('remove')}
          label={t('removeThing', title)}
          onYes={() => void model.remove(image)}
        />
      )}
    </>
  );
}

function Health({ image: { health }, now }: { image: Listed; now: number }) {
  const t = useTranslate();
  if (health === null) return <>{t('healthUnknown')}</>;
  const { code, latencyMs, checkedAt } = health;
  return (
    <>
      <span class={code === null ? 'badge good' : 'badge bad'}>
        {code === null ? t('healthWell', String(latencyMs)) : t('healthBad')}
      </span>{' '}
      <small>
        <Ago at={checkedAt} now={now} />
      </small>
      {code !== null && <FailureText failure={code} />}
    </>
  );
}
