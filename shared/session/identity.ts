import type { Envelope } from '../mcp/envelope.ts';
import { member } from '../mcp/member.ts';

const longestName = 128;
const printable = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u;

/** The group of clients that do not say who they are, or not in a way fit to show. */
export const undeclared = 'undeclared';

/**
 * The name a client gives itself: in `_meta` (2026-07-28) or in the parameters of `initialize` (before).
 *
 * It groups calls into sessions and never authorises: anybody may claim any name.
 */
export function clientName(envelope: Envelope): string {
  const declared =
    member(envelope.params, '_meta', 'io.modelcontextprotocol/clientInfo', 'name') ??
    member(envelope.params, 'clientInfo', 'name');
  if (typeof declared !== 'string' || declared.length > longestName) return undeclared;
  return printable.test(declared) && declared.trim() !== '' ? declared : undeclared;
}
