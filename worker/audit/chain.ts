import { hexMac } from '../secrets/hex.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { AuditEntry } from './entry.ts';

/** The end of a subject's chain: what the next line follows. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first line. */
export const noHead: Head = { seq: 0, hash: '' };

/** A line as it is stored: `before` and `after` as JSON text, since the chain is over the very text. */
export interface ChainedLine extends Omit<AuditEntry, 'before' | 'after' | 'action'> {
  readonly action: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
}

/**
 * Lines that follow `head`, in order: `hash = HMAC-SHA-256(K_audit, canonical(line) || prev)`.
 *
 * Keyed, so that whoever can write the record cannot also make it fit.
 */
export async function link(
  entries: readonly AuditEntry[],
  head: Head,
  keys: Pick<Keyring, 'audit'>,
): Promise<ChainedLine[]> {
  const lines: ChainedLine[] = [];
  let last = head;
  for (const entry of entries) {
    const [before, after] = [text(entry.before), text(entry.after)];
    const line = { ...entry, before, after, seq: last.seq + 1, prev: last.hash };
    last = { seq: line.seq, hash: await hashOf(line, keys) };
    lines.push({ ...line, hash: last.hash });
  }
  return lines;
}

/** The hash that a line must have, 64 hexadecimal digits. Whatever is in the line is in the hash. */
export async function hashOf(
  line: Omit<ChainedLine, 'hash'>,
  { audit }: Pick<Keyring, 'audit'>,
): Promise<string> {
  return hexMac(audit, canonical(line));
}

/** One text for each line: a JSON array, field after field, so that no two lists of fields read alike. */
function canonical(line: Omit<ChainedLine, 'hash'>): string {
  const { opId, subject, projectId, seq, action, outcome, rev, actor, device, requestId, at } = line;
  const { before, after, prev } = line;
  const who = [actor, device, requestId];
  return JSON.stringify([
    'v1',
    opId,
    subject,
    projectId,
    seq,
    action,
    outcome,
    rev,
    who,
    at,
    before,
    after,
    prev,
  ]);
}

function text(fields: object | null): string | null {
  return fields && JSON.stringify(fields);
}
