import { ok, refuse, type Result } from '../../shared/result.ts';
import { isUsable, mostTickets, type TicketView } from '../../shared/ticket/ticket.ts';
import type { By } from '../audit/entry.ts';
import { checkRead } from './check-read.ts';
import type { KeyRecord } from './state.ts';
import { createTicketExecution, type ChangedTicket, type TicketExecutionDeps } from './ticket-execution.ts';
import { isBeingMade, ticketView, type TicketOp, type TicketRecord } from './ticket-record.ts';

export interface TicketCommandDeps extends TicketExecutionDeps {
  readonly now: () => number;
}

/**
 * Commands on the tickets of one key, in the same order of steps as those on the key itself (see `commands.ts`): noted,
 * then in the audit, then taken over. Revoking is in force from the first step on, the others from the last. Must run
 * inside the gate's queue.
 */
export function createTicketCommands({ now, ...deps }: TicketCommandDeps) {
  const { store, tickets } = deps;
  const { settle, carryOut } = createTicketExecution(deps);

  function find(id: string): Result<TicketRecord> {
    const key = checkRead(store.read());
    if (!key.ok) return key;
    const ticket = tickets.get(id);
    if (ticket === undefined || isBeingMade(ticket)) return refuse('ticket_not_found');
    return ticket.revokedAt === null ? ok(ticket) : refuse('ticket_revoked');
  }

  /**
   * Waits for nothing: a new label that is not settled is given up. Until it is recorded it may be asked for again.
   * Refusals: those of `find`.
   */
  async function revoke(id: string, by: By): Promise<Result<ChangedTicket>> {
    await settle();
    const revoking = tickets.get(id);
    if (revoking?.pending?.action === 'ticket.revoke')
      return ok({ ticket: ticketView(revoking), record: 'pending' });
    const found = find(id);
    if (!found.ok) return found;
    const op = newOp('ticket.revoke', by, now());
    return carryOut({ ...found.value, revokedAt: op.at, verifier: null, sealed: null }, op);
  }

  return {
    settle,

    /** One that is not revoked. Refusals: those of `checkRead`, `ticket_not_found`, `ticket_revoked`. */
    find,

    /** Newest first, the ones being made left out. Refusals: those of `checkRead`. */
    list(): Result<TicketView[]> {
      const key = checkRead(store.read());
      const made = tickets.all().filter((ticket) => !isBeingMade(ticket));
      return key.ok ? ok(made.map(ticketView)) : key;
    },

    /** `made` makes the ticket for the key as it is. Refusals: those of `checkRead`, `ticket_limit`, `record_unavailable`. */
    async create(made: (key: KeyRecord) => Promise<TicketRecord>, by: By): Promise<Result<ChangedTicket>> {
      await settle();
      const key = checkRead(store.read());
      if (!key.ok) return key;
      const usable = tickets.all().filter((ticket) => isUsable(ticket, now()));
      if (usable.length >= mostTickets) return refuse('ticket_limit');
      return carryOut(await made(key.value), newOp('ticket.create', by, now()));
    },

    /** Refusals: those of `find`, `record_unavailable`. */
    async rename(id: string, label: string, by: By): Promise<Result<ChangedTicket>> {
      await settle();
      const found = find(id);
      if (!found.ok) return found;
      if (found.value.pending !== null) return refuse('record_unavailable');
      if (found.value.label === label) return ok({ ticket: ticketView(found.value), record: 'written' });
      return carryOut(found.value, { ...newOp('ticket.rename', by, now()), label });
    },

    revoke,

    /** Those that are not revoked yet, one after the other. */
    async revokeAll(by: By): Promise<void> {
      for (const { id, revokedAt } of tickets.all()) if (revokedAt === null) await revoke(id, by);
    },
  };
}

function newOp(action: TicketOp['action'], { actor, device, requestId }: By, at: number): TicketOp {
  return { opId: crypto.randomUUID(), action, label: null, actor, device, requestId, at };
}
