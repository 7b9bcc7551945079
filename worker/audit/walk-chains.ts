import type { chainFaults } from '../../shared/audit/audit.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { hashOf, noHead, type ChainedLine, type Head } from './chain.ts';

/** After every line of a subject: its end was judged already. */
const beyond = Number.MAX_SAFE_INTEGER;

/** Where a walk through all chains stands: after which line of which subject. */
export interface Standing extends Head {
  readonly subject: string;
}

/** A line of the walk; `otherKey`: the fingerprint of the key that it was chained under, `null`: ours. */
export interface StoredLine extends ChainedLine {
  readonly otherKey: string | null;
}

export interface ChainFault {
  readonly subject: string;
  readonly seq: number;
  readonly id: string | null;
  readonly reason: (typeof chainFaults)[number];
}

/** What a walk came to: how far, how many lines it saw, and the fault that it stopped after. */
export interface Walked {
  readonly standing: Standing;
  readonly count: number;
  readonly fault: ChainFault | null;
}

/** Lines of any number of subjects in the order of subject and place, and where each subject's chain must end. */
export interface Stretch {
  readonly lines: readonly StoredLine[];
  readonly heads: ReadonlyMap<string, Head>;
  /** Nothing comes after these lines: the last chain must end here, too. */
  readonly isLast: boolean;
}

/** Walks on from `from`, up to the end of `lines` or the first fault. */
export async function walk(
  from: Standing,
  { lines, heads, isLast }: Stretch,
  keys: Pick<Keyring, 'audit'>,
): Promise<Walked> {
  let standing = from;
  let count = 0;
  for (const line of lines) {
    const cut = line.subject === standing.subject ? null : endFault(standing, line.subject, heads);
    if (cut) return { standing: past(cut), count, fault: cut };
    const before = line.subject === standing.subject ? standing : noHead;
    const reason = await faultOf(line, before, keys);
    standing = { subject: line.subject, seq: line.seq, hash: line.hash };
    count += 1;
    if (reason) return { standing, count, fault: { ...standing, id: line.opId, reason } };
  }
  const cut = isLast ? endFault(standing, null, heads) : null;
  return { standing: cut ? past(cut) : standing, count, fault: cut };
}

async function faultOf(line: StoredLine, before: Head, keys: Pick<Keyring, 'audit'>) {
  if (line.otherKey === null && line.hash !== (await hashOf(line, keys))) return 'changed';
  return line.seq === before.seq + 1 && line.prev === before.hash ? null : 'missing';
}

/**
 * What is wrong with the end of the chain that was walked, or with those that should have come before the subject
 * `next` (`null`: before the end) and are not there at all.
 */
function endFault(standing: Standing, next: string | null, heads: Stretch['heads']): ChainFault | null {
  const head = heads.get(standing.subject);
  const isOpen = standing.seq > 0 && standing.seq !== beyond;
  if (isOpen && head?.seq !== standing.seq)
    return { subject: standing.subject, seq: standing.seq + 1, id: null, reason: 'cut_off' };
  const isPassed = (subject: string) => subject > standing.subject && (next === null || subject < next);
  const lost = [...heads.keys()].find(isPassed);
  return lost === undefined ? null : { subject: lost, seq: 1, id: null, reason: 'cut_off' };
}

/** After the subject whose end is lost. */
function past({ subject }: ChainFault): Standing {
  return { subject, seq: beyond, hash: '' };
}
