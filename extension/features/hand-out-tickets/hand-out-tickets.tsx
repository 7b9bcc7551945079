import type { Image } from '../../../shared/image/image.ts';
import { isUsable, type TicketView } from '../../../shared/ticket/ticket.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed, useRights } from '../../ui/rights.tsx';
import type { HandOutTicketsModel } from './hand-out-tickets-model.ts';
import { NewTicket } from './new-ticket.tsx';

export interface HandOutTicketsProps {
  readonly model: HandOutTicketsModel;
  readonly images: readonly Image[];
  readonly now: number;
}

/** The tickets of a key: who has one, for what, and the way to take it back. */
export function HandOutTickets({ model, images, now }: HandOutTicketsProps) {
  const t = useTranslate();
  const rights = useRights();
  const { remote, draft, copied } = model;
  const tickets = remote.value.value ?? [];
  const columns = [t('label'), t('image'), t('columnStatus'), t('lastUsed'), t('columnActions')];
  return (
    <section class="card" aria-labelledby="tickets-title">
      <div class="section-head">
        <h3 id="tickets-title">{t('tickets')}</h3>
        <small class="project">{t('ticketsNote')}</small>
        {draft.value === null && rights('createTicket') && (
          <button type="button" onClick={() => model.write({ image: images[0]?.id ?? '' })}>
            {t('newTicket')}
          </button>
        )}
      </div>
      {draft.value !== null && <NewTicket model={model} draft={draft.value} images={images} />}
      <RemoteNotice remote={remote} none="ticketsNone" />
      {copied.value?.failure && <FailureText failure={copied.value.failure} />}
      {tickets.length > 0 && (
        <DataTable label={t('tickets')} columns={columns}>
          {tickets.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} model={model} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function TicketRow({ ticket, model, now }: Omit<HandOutTicketsProps, 'images'> & { ticket: TicketView }) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const { label, image, revokedAt, lastUsedAt } = ticket;
  const isOpen = isUsable(ticket, now);
  const isCopied = model.copied.value?.ticket === ticket.id && model.copied.value.failure === null;
  const state = isOpen ? 'ticketUsable' : revokedAt === null ? 'ticketExpired' : 'ticketRevoked';
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{nameOf(image)}</td>
      <td>
        <span class={isOpen ? 'badge good' : 'badge'}>{t(state)}</span>
      </td>
      <td>{lastUsedAt === null ? t('never') : <Ago at={lastUsedAt} now={now} />}</td>
      <td class="actions">
        {isOpen && (
          <Allowed to="revealTicket">
            <button
              type="button"
              class="quiet"
              aria-label={t('copyTicket', label)}
              onClick={() => void model.copy(ticket)}
            >
              {t(isCopied ? 'copied' : 'copyAddress')}
            </button>
          </Allowed>
        )}
        {revokedAt === null && (
          <Allowed to="revokeTicket">
            <ConfirmButton
              word={t('revoke')}
              label={t('revokeTicket', label)}
              onYes={() => void model.revoke(ticket)}
            />
          </Allowed>
        )}
      </td>
    </tr>
  );
}
