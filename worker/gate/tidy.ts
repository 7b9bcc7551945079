import type { GateParts } from './gate-parts.ts';
import { soonMs } from './soon.ts';

/**
 * What a gate does when its alarm rings: settles, ends what is over, writes down, tells the record.
 *
 * Gives when to look again, Unix milliseconds; `Infinity`: nothing is left to do.
 */
export async function tidy(parts: GateParts, now: () => number): Promise<number> {
  const { commands, ticketCommands, desk, endings, inTurn, limits, sessions, tickets, holders, usage } =
    parts;
  const settled = await inTurn(async () => (await commands.settle()) && (await ticketCommands.settle()));
  await parts.loadPolicies();
  const next = Math.min(endings.sweep(), parts.sweepTickets());
  const news = sessions.flush(now());
  limits.flush();
  parts.calls.flush();
  usage.flush();
  tickets.flush();
  holders.prune((session) => sessions.get(session) !== undefined);
  const tell = async () => (await desk.publish()) && (await usage.publish());
  const isTold = await inTurn(tell).catch(() => false); // The record may be out of reach.
  const due = await inTurn(() => parts.writeDown());
  const released = await parts.releaseUpstreams(); // Last, since nobody knows how long upstreams take.
  return settled && isTold && !limits.needsFlush() ? Math.min(next, news, due, released) : now() + soonMs;
}
