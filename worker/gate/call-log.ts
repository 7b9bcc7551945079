import * as v from 'valibot';

import { recordedCallSchema, type RecordedCall } from '../../shared/policy/trial.ts';
import type { Refusal, Result } from '../../shared/result.ts';
import type { Call } from './admission.ts';

/** Calls that a gate remembers, for trying drafts of policies on them. */
const kept = 200;

/** What is kept of one call, so that 200 of the largest stay small: longer names are refused by any rule there is. */
const longestName = 2_048;
const mostWants = 8;

/** What a policy can say no with; other refusals tell nothing about a policy. */
const byPolicy: readonly Refusal['code'][] = [
  'image_not_allowed',
  'condition_failed',
  'tool_not_allowed',
  'tool_unknown',
  'argument_not_allowed',
  'method_not_found',
];

const create = `
  CREATE TABLE IF NOT EXISTS calls (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    call TEXT    NOT NULL
  ) STRICT`;

/**
 * The last 200 calls of a key that a policy has a say in. Arguments are never among it.
 *
 * Gathered in memory and written by `flush`, off the path of calls: what a crash loses is a few of them.
 */
export function createCallLog(sql: SqlStorage, now: () => number) {
  let waiting: RecordedCall[] = [];

  function flush(): void {
    if (waiting.length === 0) return;
    sql.exec(create);
    const calls = JSON.stringify(waiting);
    sql.exec('INSERT INTO calls (call) SELECT value FROM json_each(?)', calls);
    sql.exec('DELETE FROM calls WHERE seq <= (SELECT max(seq) FROM calls) - ?', kept);
    waiting = [];
  }

  return {
    /** Notes a call that was judged, unless no policy has a say in it. */
    note(call: Call, verdict: Result<unknown>): void {
      if (call.wants.length === 0 || (!verdict.ok && !byPolicy.includes(verdict.code))) return;
      waiting.push(recorded(call, verdict, now()));
      if (waiting.length > kept) waiting.shift();
    },
    flush,

    /** Oldest first. */
    read(): RecordedCall[] {
      flush();
      const exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'calls'").toArray().length > 0;
      if (!exists) return [];
      const rows = sql.exec<{ call: string }>('SELECT call FROM calls ORDER BY seq').toArray();
      return rows.map(({ call }) => v.parse(recordedCallSchema, JSON.parse(call)));
    },
  };
}

function recorded({ image, ip, wants }: Call, verdict: Result<unknown>, at: number): RecordedCall {
  const named = wants.slice(0, mostWants).map((want) => {
    const name = want.name.slice(0, longestName + 1);
    return { kind: want.kind, name, called: want.arguments !== null };
  });
  return { at, image, ip, wants: named, refusal: verdict.ok ? null : verdict.code };
}
