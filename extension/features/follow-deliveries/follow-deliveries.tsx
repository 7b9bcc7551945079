import type { Delivery } from '../../../shared/webhook/webhook.ts';
import { Ago } from '../../ui/ago.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { writeRoute } from '../navigate/route.ts';
import type { FollowDeliveriesModel } from './follow-deliveries-model.ts';
import { eventWords } from '../manage-webhooks/event-words.ts';

export interface FollowDeliveriesProps {
  readonly model: FollowDeliveriesModel;
  readonly now: number;
}

/** What a webhook was sent. */
export function FollowDeliveries({ model, now }: FollowDeliveriesProps) {
  const t = useTranslate();
  const { remote } = model;
  const deliveries = remote.value.value ?? [];
  const columns = [
    t('deliveryEvent'),
    t('columnStatus'),
    t('deliveryAnswer'),
    t('auditAt'),
    t('columnActions'),
  ];
  return (
    <section class="page" aria-labelledby="deliveries-title">
      <div class="section-head">
        <a href={writeRoute('webhooks')}>{t('allWebhooks')}</a>
      </div>
      <div class="section-head">
        <h2 id="deliveries-title">{t('deliveries')}</h2>
        <span class="project">{model.webhook.value.value?.url}</span>
        {deliveries.some(({ status }) => status === 'failed') && (
          <Allowed to="replayFailed">
            <button type="button" onClick={() => void model.replayFailed()}>
              {t('replayFailed')}
            </button>
          </Allowed>
        )}
      </div>
      <RemoteNotice remote={remote} none="deliveriesNone" />
      {deliveries.length > 0 && (
        <DataTable label={t('deliveries')} columns={columns}>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} model={model} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

const looks = { pending: 'badge', delivered: 'badge good', failed: 'badge bad' } as const;

function Row({ delivery, model, now }: FollowDeliveriesProps & { delivery: Delivery }) {
  const t = useTranslate();
  const { event, status, attempts, httpStatus, code, createdAt } = delivery;
  return (
    <tr>
      <th scope="row">{eventWords(event, t)}</th>
      <td>
        <span class={looks[status]}>{t(`delivery_${status}`)}</span>{' '}
        <small>{t('deliveryAttempts', String(attempts))}</small>
      </td>
      <td>{httpStatus ?? code ?? ''}</td>
      <td>
        <Ago at={createdAt} now={now} />
      </td>
      <td class="actions">
        <Allowed to="replayDelivery">
          <button
            type="button"
            class="quiet"
            aria-label={t('replayThing', eventWords(event, t))}
            onClick={() => void model.replay(delivery)}
          >
            {t('replay')}
          </button>
        </Allowed>
      </td>
    </tr>
  );
}
