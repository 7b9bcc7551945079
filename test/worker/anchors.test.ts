import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import type { AnchorHead } from '../../worker/audit/anchor.ts';
import { recordWithAudit } from '../../worker/audit/record-with-audit.ts';
import { anchorAudit } from '../../worker/schedule/anchor-audit.ts';
import { api } from './support/calls.ts';
import { directory } from './support/people.ts';
import { tamper } from './support/tamper.ts';

const hour = 3_600_000;
let now = Date.now();

/** A chain of three lines of a subject that no gate knows, and the anchor of its hour. */
async function givenAnchored(subject: string): Promise<string> {
  for (let each = 0; each < 3; each += 1) await write(subject);
  await anchor();
  return subject;
}

async function write(subject: string): Promise<void> {
  const about = {
    opId: crypto.randomUUID(),
    subject,
    projectId: 'prj_default',
    action: 'policy.update',
  } as const;
  const how = { outcome: 'done', rev: null, at: now, before: null, after: null } as const;
  await recordWithAudit(env, { ...about, ...how, actor: 'tests', device: null, requestId: 'r' }, []);
}

/** An hour goes by. */
async function anchor(): Promise<void> {
  now += hour;
  await anchorAudit.run({ env, now, mark: null });
}

const newest = async () => (await api.listAuditAnchors({})).anchors[0];

/** All of a walk: what every answer of it found. */
async function check() {
  const faults = [];
  let cursor: string | undefined;
  for (;;) {
    const { fault, next, ...rest } = await api.readAnchorCheck(cursor === undefined ? {} : { cursor });
    if (fault) faults.push(fault);
    if (next === null) return { ...rest, faults };
    cursor = next;
  }
}

const sql = (text: string, ...values: unknown[]) => env.RECORD.prepare(text).bind(...values);

test('each hour in which something was written has an anchor, and the lines that it vouches for are there', async () => {
  await givenAnchored('pol_hourly');
  const first = await newest();
  await write('pol_hourly');
  await anchorAudit.run({ env, now: now + hour - 1, mark: null });
  expect(await newest()).toEqual(first); // Not yet.
  await anchor();
  await anchor(); // Nothing was written since.
  expect(await newest()).toEqual({
    number: (first?.number ?? 0) + 1,
    at: now - hour,
    lines: 1,
    mac: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const { checked, total, faults } = await check();
  expect(faults).toEqual([]);
  expect(checked).toBe(total);
});

test('anchors are listed page by page, newest first', async () => {
  for (let each = 0; each < 3; each += 1) await givenAnchored('pol_pages');
  const first = await api.listAuditAnchors({ limit: '2' });
  const second = await api.listAuditAnchors({ limit: '2', cursor: first.next ?? '' });
  const numbers = [...first.anchors, ...second.anchors].map(({ number }) => number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  expect(new Set(numbers).size).toBe(4);
});

test('a whole chain that was removed with the note of its end is noticed by its anchor, and so is a cut one', async () => {
  const gone = await givenAnchored('pol_gone');
  const number = (await newest())?.number ?? 0;
  const cut = await givenAnchored('pol_cut');
  await givenAnchored('pol_later');
  await tamper(
    sql('DELETE FROM audit WHERE subject = ?', gone),
    sql('DELETE FROM audit_heads WHERE subject = ?', gone),
    sql('DELETE FROM audit WHERE subject = ? AND seq = 3', cut),
    sql(
      'UPDATE audit_heads SET seq = 2, hash = (SELECT hash FROM audit WHERE subject = ?1 AND seq = 2) WHERE subject = ?1',
      cut,
    ),
  );
  for (const subject of [gone, cut]) expect((await api.readAuditCheck({ subject })).fault).toBe(null);
  expect((await check()).faults).toEqual([
    { number, reason: 'lines' },
    { number: number + 1, reason: 'lines' },
  ]);
});

test('an anchor that was changed, or taken away from between, is named', async () => {
  const numbers: number[] = [];
  for (const subject of ['pol_one', 'pol_two', 'pol_three', 'pol_four']) {
    await givenAnchored(subject);
    numbers.push((await newest())?.number ?? 0);
  }
  const [changed, removed, after] = numbers;
  await tamper(
    sql('UPDATE audit_anchors SET at = at + 1 WHERE number = ?', changed),
    sql('DELETE FROM audit_anchors WHERE number = ?', removed),
  );
  const { faults } = await check();
  expect(faults).toContainEqual({ number: changed, reason: 'changed' });
  expect(faults).toContainEqual({ number: after, reason: 'missing' });
});

test('the newest anchors cannot vanish together with the newest lines: the directory knows of them, and the gap stays', async () => {
  await givenAnchored('pol_kept');
  const kept = (await newest())?.number ?? 0;
  const lost = await givenAnchored('pol_lost');
  await tamper(
    sql('DELETE FROM audit WHERE subject = ?', lost),
    sql('DELETE FROM audit_heads WHERE subject = ?', lost),
    sql('DELETE FROM audit_anchors WHERE number > ?', kept),
  );
  expect((await check()).faults).toContainEqual({ number: kept + 1, reason: 'cut_off' });
  await givenAnchored('pol_afterwards');
  expect((await newest())?.number).toBe(kept + 2);
  expect((await check()).faults).toContainEqual({ number: kept + 2, reason: 'missing' });
});

/** The directory as it was before it was told of later anchors. */
async function forget(head: AnchorHead): Promise<void> {
  await runInDurableObject(directory(), (_, { storage }) => storage.kv.put('anchor', head));
}

const known = async (): Promise<unknown> => {
  const head = await directory().readAnchorHead();
  return head.ok ? head.value : head.code;
};

test('an anchor that the directory was not told of is taken up by the next run, unless somebody else made it', async () => {
  await givenAnchored('pol_told');
  const { number = 0, mac = '' } = (await newest()) ?? {};
  await givenAnchored('pol_untold');
  const untold = await newest();
  await forget({ number, mac });
  await anchor(); // Nothing was written, so it makes none.
  expect(await known()).toEqual({ number: untold?.number, mac: untold?.mac });

  await forget({ number, mac });
  await tamper(sql('UPDATE audit_anchors SET at = at + 1 WHERE number = ?', untold?.number));
  await anchor();
  expect(await known()).toEqual({ number, mac });
});

test('where more lines wait than one anchor vouches for, the next minute brings another, and no line is left out', async () => {
  await anchor();
  const before = (await newest())?.number ?? 0;
  const many = JSON.stringify(Array.from({ length: 6_000 }, (_, at) => at));
  await sql(
    `INSERT INTO audit (op_id, subject, project_id, action, outcome, actor, request_id, at)
     SELECT 'many ' || value, 'key_old', 'prj_default', 'key.create', 'done', 'tests', 'r', 1 FROM json_each(?)`,
    many,
  ).run();
  await anchor();
  await anchorAudit.run({ env, now: now + 60_000, mark: null });
  const { anchors } = await api.listAuditAnchors({ limit: '2' });
  expect(anchors.map(({ number, lines }) => [number - before, lines])).toEqual([
    [2, 1_000],
    [1, 5_000],
  ]);
  await tamper(sql("DELETE FROM audit WHERE op_id = 'many 5500'"));
  expect((await check()).faults).toContainEqual({ number: before + 2, reason: 'lines' });
});

test('of two runs at once one makes the anchor', async () => {
  await write('pol_twice');
  now += 2 * hour;
  const runs = [1, 2].map(() => anchorAudit.run({ env, now, mark: null }));
  expect((await Promise.allSettled(runs)).some(({ status }) => status === 'fulfilled')).toBe(true);
  const { number = 0 } = (await newest()) ?? {};
  expect((await check()).faults.filter((fault) => fault.number >= number)).toEqual([]);
});
