import type { KeyTable } from '../keys/key-table.ts';
import { within } from '../patience.ts';
import type { AuditChain } from './audit-chain.ts';
import { droppedId } from './audit-line.ts';
import type { StateStore } from './state-store.ts';
import { ticketLine, type Unsettled } from './ticket-line.ts';
import type { TicketRecord } from './ticket-record.ts';
import type { TicketStore } from './ticket-store.ts';

const patienceMs = 5_000;

export interface TicketSettlementDeps {
  readonly store: StateStore;
  readonly tickets: TicketStore;
  readonly table: KeyTable;
  readonly chain: AuditChain;
}

/** Brings commands on tickets to their end: in the audit and taken over by the gate, or dropped from both. */
export function createTicketSettlement({ store, tickets, table, chain }: TicketSettlementDeps) {
  async function append(ticket: Unsettled, outcome: 'done' | 'dropped'): Promise<void> {
    const key = store.read()?.record;
    if (!key) throw new Error('a ticket without a key');
    const entry = ticketLine(ticket, key, outcome);
    await chain.appendOne(entry, (line) => within(patienceMs, table.append([line])));
  }

  /** Writes the line of what is pending and takes it over. Rejects where the record cannot be reached. */
  async function write(ticket: Unsettled): Promise<void> {
    await append(ticket, 'done');
    takeOver(ticket);
  }

  function takeOver({ id, pending }: Unsettled): void {
    const ticket = tickets.get(id);
    if (ticket !== undefined)
      tickets.write({ ...ticket, label: pending.label ?? ticket.label, pending: null });
  }

  function forget({ id, pending }: Unsettled): void {
    const ticket = tickets.get(id);
    if (pending.action === 'ticket.create') tickets.remove(id);
    else if (ticket !== undefined) tickets.write({ ...ticket, pending: null });
  }

  /** Revoking is in force already and is finished; anything else that was never recorded is dropped. */
  async function settleOne(ticket: Unsettled): Promise<void> {
    const { pending } = ticket;
    const fate = await within(patienceMs, table.knownOf([pending.opId, droppedId(pending)]));
    if (fate.includes(pending.opId)) return takeOver(ticket);
    if (pending.action === 'ticket.revoke') return write(ticket);
    // Its line takes the place in the chain that a write still on its way was meant for.
    if (!fate.includes(droppedId(pending))) await append(ticket, 'dropped');
    forget(ticket);
  }

  return {
    write,

    /** `false`: something is left, because the record cannot be reached. Never rejects. */
    async settle(): Promise<boolean> {
      try {
        for (const ticket of tickets.all().filter(isUnsettled)) await settleOne(ticket);
        return true;
      } catch {
        return false; // Whoever asked goes on with what is in force; the alarm tries again.
      }
    },
  };
}

function isUnsettled(ticket: TicketRecord): ticket is Unsettled {
  return ticket.pending !== null;
}
