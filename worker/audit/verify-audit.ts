import * as v from 'valibot';

import { readPage, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { keyring } from '../secrets/keyring.ts';
import { lineColumns } from './audit-row.ts';
import type { ChainedLine, Head } from './chain.ts';
import { walk, type Standing, type Stretch, type Walked } from './walk-chains.ts';

/** Lines walked for one answer. */
const stretch = 2_000;

const positionSchema = v.tuple([v.string(), v.number(), v.string(), v.number(), v.number(), v.number()]);

/** What is verified: everything, or one chain, whose true head may be known from elsewhere. */
export interface ChainsAsk {
  readonly subject?: string | undefined;
  readonly head?: Head | undefined;
  readonly cursor?: string | undefined;
}

interface Progress extends Walked {
  readonly checked: number;
  readonly total: number;
  readonly unchained: number;
}

/** Walks on by one stretch. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function verifyAudit(ask: ChainsAsk, env: Env) {
  const scope = { list: 'audit-chains', project: '', filter: { subject: ask.subject } };
  // One stretch is one row of the page: where it ends is where the next answer goes on.
  const page = { limit: 1, cursor: ask.cursor };
  const { rows, next } = await readPage<Progress>(page, scope, env, {
    read: (last) => progress(ask, last, env).catch(recordGone),
    positionOf: ({ standing, checked, total, unchained }) => [
      standing.subject,
      standing.seq,
      standing.hash,
      checked,
      total,
      unchained,
    ],
  });
  const { checked = 0, total = 0, unchained = 0, fault = null } = rows[0] ?? {};
  return { checked, total, unchained, fault, next };
}

/** This stretch; twice where there is more after it, which is how `readPage` learns of it. */
async function progress(ask: ChainsAsk, last: Position | null, env: Env): Promise<Progress[]> {
  const [subject, seq, hash, before, total, unchained] =
    last === null
      ? (['', 0, '', 0, ...(await count(ask, env.RECORD))] as const)
      : v.parse(positionSchema, last);
  const standing: Standing = { subject, seq, hash };
  const read = await readStretch(ask, standing, env.RECORD);
  const walked = await walk(standing, read, await keyring(env));
  const done = { ...walked, checked: before + walked.count, total, unchained };
  const isOver = read.isLast && walked.fault === null;
  return isOver ? [done] : [done, done];
}

async function readStretch({ subject, head }: ChainsAsk, from: Standing, db: D1Database): Promise<Stretch> {
  const one = subject === undefined ? '?3 IS NULL' : 'subject = ?3';
  const lines = db
    .prepare(
      `SELECT ${lineColumns} FROM audit WHERE seq IS NOT NULL AND (subject, seq) > (?1, ?2) AND ${one}
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
  const [read, ends] = await db.batch<ChainedLine & Standing>([lines, heads]);
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

/** How many lines there are to walk, and how many from before there were chains. */
async function count({ subject }: ChainsAsk, db: D1Database): Promise<readonly [number, number]> {
  const one = subject === undefined ? '?1 IS NULL' : 'subject = ?1';
  const chained = db
    .prepare(`SELECT coalesce(sum(seq), 0) AS n FROM audit_heads WHERE ${one}`)
    .bind(subject ?? null);
  const others = db
    .prepare(`SELECT count(*) AS n FROM audit WHERE seq IS NULL AND ${one}`)
    .bind(subject ?? null);
  const [total, unchained] = await db.batch<{ n: number }>([chained, others]);
  return [total?.results[0]?.n ?? 0, unchained?.results[0]?.n ?? 0];
}
