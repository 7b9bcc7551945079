import * as v from 'valibot';

import type { anchorFaults } from '../../shared/audit/audit.ts';
import { readPage, type Position } from '../http/cursor.ts';
import { orThrow, recordGone } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import {
  digestOfLines,
  noAnchor,
  sealAnchor,
  type Anchor,
  type AnchorHead,
  type AnchoredLine,
} from './anchor.ts';
import { createAnchorTable } from './anchor-table.ts';

const scope = { list: 'audit-anchors-check', project: '' };

/** Anchors, and lines that they vouch for, that are checked for one answer. */
const mostAnchors = 50;
const mostLines = 10_000;

/** Where a walk along the anchors stands: after which one, which line, and how many. */
const standingSchema = v.tuple([v.number(), v.string(), v.number(), v.number()]);

interface Standing extends AnchorHead {
  readonly upto: number;
  readonly checked: number;
}

interface Step extends Standing {
  readonly fault: { readonly number: number; readonly reason: (typeof anchorFaults)[number] } | null;
}

/** Checks the next anchors against the lines that they vouch for. Refusals: `invalid_cursor`, `record_unavailable`, `directory_unavailable`. */
export async function verifyAnchors(cursor: string | undefined, env: Env) {
  const head = orThrow(await askDirectory(env, (directory) => directory.readAnchorHead())) ?? noAnchor;
  const { rows, next } = await readPage<Step>({ limit: 1, cursor }, scope, env, {
    read: (last) => step(last, head, env).catch(recordGone),
    positionOf: ({ number, mac, upto, checked }) => [number, mac, upto, checked],
  });
  const { checked = 0, fault = null } = rows[0] ?? {};
  return { checked, total: head.number, fault, next };
}

/** This step; twice where there is more after it, which is how `readPage` learns of it. */
async function step(last: Position | null, head: AnchorHead, env: Env): Promise<Step[]> {
  const [number, mac, upto, checked] =
    last === null ? ([0, '', 0, 0] as const) : v.parse(standingSchema, last);
  const before = { number, mac, upto, checked };
  const table = createAnchorTable(env.RECORD);
  const anchors = await table.after(number, mostAnchors + 1);
  const some = first(anchors);
  // One more than they say, so that lines which were put in between show.
  const lines = await table.lines(upto, some.at(-1)?.upto ?? 0, Math.min(sumOf(some), 2 * mostLines) + 1);
  const done = await walk(before, some, lines, await keyring(env));
  if (done.fault || some.length < anchors.length) return [done, done];
  return [{ ...done, fault: endFault(done, head) }];
}

const sumOf = (anchors: readonly Anchor[]) => anchors.reduce((sum, { lines }) => sum + lines, 0);

/** As many as can be checked for one answer, but one at least. */
function first(anchors: readonly Anchor[]): Anchor[] {
  const end = anchors.findIndex((_, at) => at > 0 && sumOf(anchors.slice(0, at + 1)) > mostLines);
  return anchors.slice(0, Math.min(mostAnchors, end === -1 ? anchors.length : end));
}

/** Walks on from `before`, up to the last anchor or the first fault. */
async function walk(
  before: Standing,
  anchors: readonly Anchor[],
  lines: readonly AnchoredLine[],
  keys: Pick<Keyring, 'audit'>,
): Promise<Step> {
  let standing = before;
  for (const anchor of anchors) {
    const own = lines.filter(({ place }) => place > standing.upto && place <= anchor.upto);
    const reason = await faultOf(anchor, standing, own, keys);
    const { number, mac, upto } = anchor;
    standing = { number, mac, upto, checked: standing.checked + 1 };
    if (reason) return { ...standing, fault: { number, reason } };
  }
  return { ...standing, fault: null };
}

async function faultOf(
  anchor: Anchor,
  before: Standing,
  lines: readonly AnchoredLine[],
  keys: Pick<Keyring, 'audit'>,
): Promise<(typeof anchorFaults)[number] | null> {
  if ((await sealAnchor(anchor, keys)).mac !== anchor.mac) return 'changed';
  if (anchor.number !== before.number + 1 || anchor.prev !== before.mac) return 'missing';
  return (await digestOfLines(lines)) === anchor.digest ? null : 'lines';
}

/** The directory knows of an anchor that is not there. */
function endFault({ number }: Standing, head: AnchorHead): Step['fault'] {
  return head.number > number ? { number: number + 1, reason: 'cut_off' } : null;
}
