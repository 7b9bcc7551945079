import * as v from 'valibot';

import { ticketRecordSchema, type TicketRecord } from './ticket-record.ts';

const prefix = 'ticket/';

/** Revoked tickets that a gate remembers, so that revoking one again can be answered; older ones are forgotten. */
const revokedKept = 100;

/**
 * The tickets of one key, in the gate's own storage and in memory. Uses are counted in memory and written by `flush`:
 * a crash can only lose the last few of them.
 */
export function createTicketStore({ kv }: DurableObjectStorage) {
  const tickets = new Map(load().map((ticket) => [ticket.id, ticket]));
  const used = new Set<string>();

  /** One that cannot be read is as good as none: unknown means no. */
  function load(): TicketRecord[] {
    return [...kv.list({ prefix })].flatMap(([, stored]) => {
      const parsed = v.safeParse(ticketRecordSchema, stored);
      return parsed.success ? [parsed.output] : [];
    });
  }

  function write(ticket: TicketRecord): void {
    kv.put(prefix + ticket.id, ticket);
    tickets.set(ticket.id, ticket);
  }

  function remove(id: string): void {
    kv.delete(prefix + id);
    tickets.delete(id);
  }

  return {
    /** Newest first. */
    all: (): TicketRecord[] => [...tickets.values()].toSorted((a, b) => b.createdAt - a.createdAt),
    get: (id: string): TicketRecord | undefined => tickets.get(id),
    write,
    remove,

    /** Counts a call that was let through. */
    use(id: string, now: number): void {
      const ticket = tickets.get(id);
      if (ticket === undefined) return;
      tickets.set(id, { ...ticket, lastUsedAt: now, uses: ticket.uses + 1 });
      used.add(id);
    },

    /** Writes down the uses, and forgets the oldest revoked ones past the bound. */
    flush(): void {
      for (const ticket of [...used].map((id) => tickets.get(id))) if (ticket) write(ticket);
      used.clear();
      const revoked = [...tickets.values()].filter(
        ({ revokedAt, pending }) => revokedAt !== null && !pending,
      );
      for (const { id } of revoked.toSorted(byRevocation).slice(revokedKept)) remove(id);
    },

    /** The key is deleted: nothing that opens anything stays. */
    erase(): void {
      for (const ticket of tickets.values()) write({ ...ticket, verifier: null, sealed: null });
    },
  };
}
export type TicketStore = ReturnType<typeof createTicketStore>;

function byRevocation(a: TicketRecord, b: TicketRecord): number {
  return (b.revokedAt ?? 0) - (a.revokedAt ?? 0);
}
