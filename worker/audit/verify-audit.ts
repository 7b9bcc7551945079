import * as v from 'valibot';

import { readPage, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { keyring } from '../secrets/keyring.ts';
import { lineColumns } from './audit-row.ts';
import { noHead, type Head } from './chain.ts';
import { walk, type Standing, type StoredLine, type Stretch, type Walked } from './walk-chains.ts';

/** Lines walked for one answer. */
const stretch = 2_000;

const positionSchema = v.tuple([
  v.string(),
  v.number(),
  v.string(),
  v.number(),
  v.number(),
  v.number(),
  v.number(),
]);

/** What is verified: everything, or one chain, whose true head may be known from elsewhere. */
export interface ChainsAsk {
  readonly subject?: string | undefined;
  readonly head?: Head | undefined;
  readonly cursor?: string | undefined;
}

/** How many lines there are to walk, how many from before there were chains, and how many under another key. */
interface Counts {
  readonly total: number;
  readonly unchained: number;
  readonly otherKey: number;
}

interface Progress extends Walked, Counts {
  readonly checked: number;
}

/** Walks on by one stretch. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function verifyAudit(ask: ChainsAsk, env: Env) {
  const scope = { list: 'audit-chains', project: '', filter: { subject: ask.subject } };
  // One stretch is one row of the page: where it ends is where the next answer goes on.
  const page = { limit: 1, cursor: ask.cursor };
  const { rows, next } = await readPage<Progress>(page, scope, env, {
    read: (last) => progress(ask, last, env).catch(recordGone),
    positionOf: ({ standing, checked, total, unchained, otherKey }) => [
      standing.subject,
      standing.seq,
      standing.hash,
      checked,
      total,
      unchained,
      otherKey,
    ],
  });
  const { checked = 0, total = 0, unchained = 0, otherKey = 0, fault = null } = rows[0] ?? {};
  return { checked, total, unchained, otherKey, fault, next };
}

/** This stretch; twice where there is more after it, which is how `readPage` learns of it. */
async function progress(ask: ChainsAsk, last: Position | null, env: Env): Promise<Progress[]> {
  const { standing, checked, counts } = last === null ? await start(ask, env.RECORD) : reached(last);
  const read = await readStretch(ask, standing, env.RECORD);
  const walked = await walk(standing, read, await keyring(env));
  const done = { ...walked, ...counts, checked: checked + walked.count };
  const isOver = read.isLast && walked.fault === null;
  return isOver ? [done] : [done, done];
}

async function start(ask: ChainsAsk, db: D1Database) {
  return { standing: { subject: '', ...noHead }, checked: 0, counts: await count(ask, db) };
}

/** As `positionOf` wrote it. */
function reached(position: Position) {
  const [subject, seq, hash, checked, total, unchained, otherKey] = v.parse(positionSchema, position);
  return { standing: { subject, seq, hash }, checked, counts: { total, unchained, otherKey } };
}

async function readStretch({ subject, head }: ChainsAsk, from: Standing, db: D1Database): Promise<Stretch> {
  const one = subject === undefined ? '?3 IS NULL' : 'subject = ?3';
  const lines = db
    .prepare(
      `SELECT ${lineColumns}, other_key AS otherKey FROM audit WHERE seq IS NOT NULL AND (subject, seq) > (?1, ?2) AND ${one}
       ORDER BY subject, seq LIMIT ${stretch}`,
    )
    .bind(from.subject, from.seq, subject ?? null);
  const heads = db
    .prepare(
      `SELECT subject, seq, hash FROM audit_heads WHERE subject >= ?1 AND ${one.replace('?3', '?2')}
       ORDER BY subject LIMIT ${stretch + 2}`,
    )
    .bind(from.subject, subject ?? null);
  // In one batch, so that no line comes between.
  const [read, ends] = await db.batch<StoredLine & Standing>([lines, heads]);
  const results = read?.results ?? [];
  const known = headsOf(ends?.results ?? [], subject === undefined ? undefined : { subject, head });
  return { lines: results, heads: known, isLast: results.length < stretch };
}

/** Where each chain must end: what is further, if its gate knows better than the record. */
function headsOf(ends: readonly Standing[], asked: { subject: string; head: Head | undefined } | undefined) {
  const heads = new Map<string, Head>(ends.map(({ subject, seq, hash }) => [subject, { seq, hash }]));
  const { subject = '', head } = asked ?? {};
  if (head && head.seq > (heads.get(subject)?.seq ?? 0)) heads.set(subject, head);
  return heads;
}

async function count({ subject }: ChainsAsk, db: D1Database): Promise<Counts> {
  const one = subject === undefined ? '?1 IS NULL' : 'subject = ?1';
  const sql = `SELECT (SELECT coalesce(sum(seq), 0) FROM audit_heads WHERE ${one}) AS total,
    (SELECT count(*) FROM audit WHERE seq IS NULL AND ${one}) AS unchained,
    (SELECT count(*) FROM audit WHERE other_key IS NOT NULL AND ${one}) AS otherKey`;
  const counts = await db
    .prepare(sql)
    .bind(subject ?? null)
    .first<Counts>();
  if (counts === null) throw new Error('a count without a row');
  return counts;
}
