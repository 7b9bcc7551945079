import type { Difference } from '../../../shared/policy/diff.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useLocale, useTranslate, type Translate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { fieldWords, valueWords } from '../read-audit/change-words.ts';
import type { ReviewPolicyModel } from './review-policy-model.ts';

export interface ReviewPolicyProps {
  readonly model: ReviewPolicyModel;
  /** The version that holds now. */
  readonly current: number;
  readonly now: number;
}

/** Every version there was. */
export function ReviewPolicy({ model, current, now }: ReviewPolicyProps) {
  const t = useTranslate();
  const { versions, differences, compared } = model;
  const { nameOf } = useActors();
  const rows = versions.value.value ?? [];
  return (
    <section class="card" aria-labelledby="versions-title">
      <h3 id="versions-title">{t('history')}</h3>
      <RemoteNotice remote={versions} none="historyNone" />
      {rows.length > 0 && (
        <DataTable
          label={t('history')}
          columns={[t('policyVersion'), t('auditAt'), t('auditActor'), t('columnActions')]}
        >
          {rows.map(({ version, createdAt, actor }) => (
            <tr key={version}>
              <th scope="row">{version}</th>
              <td>
                <Ago at={createdAt} now={now} />
              </td>
              <td>{nameOf(actor)}</td>
              <td class="actions">
                {version !== current && <VersionActions model={model} version={version} />}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {differences.value !== null && (
        <Differences of={String(compared.value)} differences={differences.value} />
      )}
    </section>
  );
}

function VersionActions({ model, version }: { model: ReviewPolicyModel; version: number }) {
  const t = useTranslate();
  const { compared } = model;
  const isCompared = compared.value === version;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={t('compareVersion', String(version))}
        aria-pressed={isCompared}
        onClick={() => void (compared.value = isCompared ? null : version)}
      >
        {t('compare')}
      </button>
      <Allowed to="restorePolicy">
        <ConfirmButton
          word={t('restore')}
          label={t('restoreVersion', String(version))}
          onYes={() => void model.restore(version)}
        />
      </Allowed>
    </>
  );
}

function Differences({ of, differences }: { of: string; differences: readonly Difference[] }) {
  const t = useTranslate();
  const words = { locale: useLocale(), translate: t, nameOf: useActors().nameOf };
  if (differences.length === 0) return <p role="status">{t('differencesNone')}</p>;
  const label = t('differencesOf', of);
  const write = (pointer: string, value: unknown) =>
    value === undefined ? '' : valueWords(pointer.slice(pointer.lastIndexOf('/') + 1), value, words);
  return (
    <DataTable label={label} columns={[label, t('before'), t('after')]}>
      {differences.map(({ pointer, before, after }) => (
        <tr key={pointer}>
          <th scope="row">{placeWords(pointer, t)}</th>
          <td>{write(pointer, before)}</td>
          <td>{write(pointer, after)}</td>
        </tr>
      ))}
    </DataTable>
  );
}

/** `Tools › rules › 0 › pattern`: where a JSON Pointer (RFC 6901) leads. */
function placeWords(pointer: string, t: Translate): string {
  const [field = '', ...inside] = pointer.split('/').slice(1);
  return [fieldWords(field, t), ...inside].join(' › ');
}
