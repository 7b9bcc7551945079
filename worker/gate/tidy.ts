import type { GateParts } from './gate-parts.ts';
import { soonMs } from './soon.ts';

/** Settles, ends what is over, writes down. Gives when to look again, Unix milliseconds; `Infinity`: nothing is left to do. */
export async function tidy(parts: GateParts, now: () => number): Promise<number> {
  const { commands, ticketCommands, endings, inTurn, limits, sessions, tickets, holders } = parts;
  const settled = await inTurn(async () => (await commands.settle()) && (await ticketCommands.settle()));
  await parts.loadPolicies();
  const next = Math.min(endings.sweep(), parts.sweepTickets());
  sessions.flush();
  limits.flush();
  parts.calls.flush();
  tickets.flush();
  holders.prune((session) => sessions.get(session) !== undefined);
  const due = await inTurn(() => parts.writeDown());
  return settled && !limits.needsFlush() ? Math.min(next, due) : now() + soonMs;
}
