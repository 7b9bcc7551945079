import { ok, refuse, type Result } from '../../shared/result.ts';
import type { TicketView } from '../../shared/ticket/ticket.ts';
import { ticketView, type TicketOp, type TicketRecord } from './ticket-record.ts';
import { createTicketSettlement, type TicketSettlementDeps } from './ticket-settlement.ts';

/** A ticket after a change; `pending`: in force, and written to the record as soon as that can be reached. */
export interface ChangedTicket {
  readonly ticket: TicketView;
  readonly record: 'written' | 'pending';
}

export interface TicketExecutionDeps extends TicketSettlementDeps {
  /** Ends the sessions that only this ticket used, and cuts the streams that it opened. Writes only; waits for nothing. */
  readonly shut: (ticket: string) => void;
  /** Makes sure that what is pending is settled soon, even if this instance is lost. */
  readonly remind: () => Promise<void>;
}

/** Takes a command that was decided on through the steps that `ticket-commands.ts` tells of. */
export function createTicketExecution({ shut, remind, ...deps }: TicketExecutionDeps) {
  const { tickets } = deps;
  const { settle, write } = createTicketSettlement(deps);

  /** `next` is the ticket as it is to be noted. Refusal: `record_unavailable`, for anything but revoking. */
  async function carryOut(next: TicketRecord, pending: TicketOp): Promise<Result<ChangedTicket>> {
    const ticket = { ...next, pending };
    tickets.write(ticket);
    const closes = pending.action === 'ticket.revoke';
    if (closes) shut(ticket.id);
    await remind();
    const written = await write(ticket).then(
      () => true,
      () => false, // It may have landed: settle() finds out.
    );
    if (!written && !closes) return refuse('record_unavailable');
    const after = tickets.get(ticket.id) ?? ticket;
    return ok({ ticket: ticketView(after), record: written ? 'written' : 'pending' });
  }

  return { settle, carryOut };
}
