import type { WebhookView } from '../../../shared/webhook/webhook.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { ToldOnce } from '../../ui/told-once.tsx';
import { writeRoute } from '../navigate/route.ts';
import type { ManageWebhooksModel } from './manage-webhooks-model.ts';
import { WebhookForm } from './webhook-form.tsx';
import { eventWords } from './event-words.ts';

/** Every webhook, what it is told, and whether that arrives. */
export function ManageWebhooks({ model }: { model: ManageWebhooksModel }) {
  const t = useTranslate();
  const { remote, draft, secret } = model;
  const webhooks = remote.value.value ?? [];
  return (
    <section class="page" aria-labelledby="webhooks-title">
      <div class="section-head">
        <h2 id="webhooks-title">{t('section_webhooks')}</h2>
        <span class="project">{t('webhooksNote')}</span>
        <Allowed to="createWebhook">
          <button type="button" class="primary" onClick={() => model.write({})}>
            {t('newWebhook')}
          </button>
        </Allowed>
      </div>
      {secret.value !== null && (
        <ToldOnce
          label={t('webhookSecret')}
          note={t('webhookSecretNote')}
          value={secret.value}
          onClose={model.forget}
        />
      )}
      {draft.value !== null && <WebhookForm model={model} draft={draft.value} />}
      <RemoteNotice remote={remote} none="webhooksNone" />
      {webhooks.length > 0 && (
        <DataTable
          label={t('section_webhooks')}
          columns={[t('webhookUrl'), t('webhookEvents'), t('columnStatus'), t('columnActions')]}
        >
          {webhooks.map((webhook) => (
            <Row key={webhook.id} webhook={webhook} model={model} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

const looks = { imageOn: 'badge good', webhookFailing: 'badge bad', imageOff: 'badge' } as const;

function Row({ webhook, model }: { webhook: WebhookView; model: ManageWebhooksModel }) {
  const t = useTranslate();
  const { id, url, events, enabled, failingSince } = webhook;
  const running = failingSince === null ? 'imageOn' : 'webhookFailing';
  const state = enabled ? running : 'imageOff';
  return (
    <tr>
      <th scope="row">
        <a href={writeRoute('webhooks', id)}>{url}</a>
      </th>
      <td>{events.map((event) => eventWords(event, t)).join(', ')}</td>
      <td>
        <span class={looks[state]}>{t(state)}</span>
      </td>
      <td class="actions">
        <Allowed to="editWebhook">
          <Actions webhook={webhook} model={model} />
        </Allowed>
      </td>
    </tr>
  );
}

function Actions({ webhook, model }: { webhook: WebhookView; model: ManageWebhooksModel }) {
  const t = useTranslate();
  const { url, enabled } = webhook;
  return (
    <>
      <button
        type="button"
        class="quiet"
        aria-label={t('sendTestTo', url)}
        onClick={() => void model.test(webhook)}
      >
        {t('sendTest')}
      </button>
      <button type="button" class="quiet" aria-label={t('editRule', url)} onClick={() => model.edit(webhook)}>
        {t('edit')}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={t(enabled ? 'disableThing' : 'enableKey', url)}
        onClick={() => void model.toggle(webhook)}
      >
        {t(enabled ? 'confirmDisableYes' : 'enable')}
      </button>
      <ConfirmButton
        word={t('webhookRotate')}
        label={t('webhookRotateOf', url)}
        onYes={() => void model.rotate(webhook)}
      />
      <ConfirmButton
        word={t('remove')}
        label={t('removeThing', url)}
        onYes={() => void model.remove(webhook)}
      />
    </>
  );
}
