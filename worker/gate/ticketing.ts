import { isUsable } from '../../shared/ticket/ticket.ts';
import type { createAlarm } from './alarm.ts';
import { createDoor } from './door.ts';
import type { createEndings } from './endings.ts';
import { createSessionHolders } from './session-holders.ts';
import { soonMs } from './soon.ts';
import { createTicketCommands, type TicketCommandDeps } from './ticket-commands.ts';
import { expiries, ticketVerifier } from './ticket-record.ts';
import { createTicketStore } from './ticket-store.ts';

export interface TicketingDeps extends Omit<TicketCommandDeps, 'tickets' | 'shut' | 'remind'> {
  readonly storage: DurableObjectStorage;
  readonly wakeUp: ReturnType<typeof createAlarm>;
  readonly endings: ReturnType<typeof createEndings>;
}

/** The gate's part in tickets: which there are, what is done to them, and what they have open. */
export function createTicketing({ storage, endings, wakeUp, ...deps }: TicketingDeps) {
  const { now } = deps;
  const tickets = createTicketStore(storage);
  const holders = createSessionHolders(storage.sql);
  const shut = (id: string, reason: 'ticket_revoked' | 'expired') =>
    endings.shutTicket(id, holders.heldOnlyBy(id), reason);

  return {
    tickets,
    holders,
    ticketCommands: createTicketCommands({
      ...deps,
      tickets,
      shut: (id) => shut(id, 'ticket_revoked'),
      remind: () => wakeUp.by(now() + soonMs),
    }),
    door: createDoor((id, image) => ticketVerifier(tickets.get(id), image, now()), now),

    /** Whether what this ticket opened may go on; one that is not known has nothing open. */
    mayGoOn(id: string): boolean {
      const ticket = tickets.get(id);
      return ticket !== undefined && isUsable(ticket, now());
    },

    /** Ends what expired tickets have open; when the next one expires, Unix milliseconds, `Infinity` for none. */
    sweepTickets(): number {
      const { expired, nextAt } = expiries(tickets.all(), now());
      for (const id of expired) shut(id, 'expired');
      return nextAt;
    },
  };
}
