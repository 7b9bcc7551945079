import { readPage, type PageAsk } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import type { Anchor } from './anchor.ts';
import { createAnchorTable } from './anchor-table.ts';

/** A page of anchors, newest first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listAnchors(ask: PageAsk, env: Env) {
  const { rows, next } = await readPage<Anchor>(ask, { list: 'audit-anchors', project: '' }, env, {
    read: (last, most) =>
      createAnchorTable(env.RECORD)
        .list(Number(last?.[0] ?? Number.MAX_SAFE_INTEGER), most)
        .catch(recordGone),
    positionOf: ({ number }) => [number],
  });
  return { anchors: rows.map(({ number, at, lines, mac }) => ({ number, at, lines, mac })), next };
}
