import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import type { AuditEntry } from '../../worker/audit/entry.ts';
import { recordWithAudit } from '../../worker/audit/record-with-audit.ts';
import { api, givenKey, send } from './support/calls.ts';
import { token } from './support/owner.ts';
import { tamper } from './support/tamper.ts';

const authorization = `Bearer ${token}`;

/** A key with a chain of six lines. */
async function givenChain(): Promise<string> {
  const { id } = await givenKey();
  for (const note of ['a', 'b', 'c', 'd', 'e']) await api.editKey({ id, note });
  return id;
}

/** All of a walk: what every answer of it found. */
async function verify(subject?: string) {
  const faults = [];
  let cursor: string | undefined;
  for (;;) {
    const answer = await api.readAuditCheck({ ...(subject && { subject }), ...(cursor && { cursor }) });
    if (answer.fault) faults.push(answer.fault);
    if (answer.next === null) return { ...answer, faults };
    cursor = answer.next;
  }
}

test('chains that nobody touched are whole', async () => {
  const id = await givenChain();
  expect(await verify(id)).toMatchObject({ checked: 6, total: 6, unchained: 0, faults: [] });
  const all = await verify();
  expect(all.faults).toEqual([]);
  expect(all.checked).toBe(all.total);
});

const columns = {
  op_id: "'other'",
  project_id: "'prj_other'",
  action: "'key.enable'",
  outcome: "'dropped'",
  rev: '99',
  actor: "'nobody'",
  device: "'dev_other'",
  request_id: "'other'",
  at: 'at + 1',
  before: `'{"note":"x"}'`,
  after: `'{"note":"y"}'`,
  prev: "replace(prev, substr(prev, 1, 1), 'x')",
  hash: "replace(hash, substr(hash, 1, 1), 'x')",
} as const;

test.each(Object.entries(columns))(
  'a change of %s is found, and the line is named',
  async (column, value) => {
    const id = await givenChain();
    await tamper(
      env.RECORD.prepare(`UPDATE audit SET ${column} = ${value} WHERE subject = ? AND seq = 3`).bind(id),
    );
    const { faults } = await verify(id);
    expect(faults[0]).toMatchObject({ subject: id, seq: 3, reason: 'changed' });
    expect((await verify()).faults).toContainEqual(faults[0]);
  },
);

test('a line that was taken away, moved or put elsewhere is found', async () => {
  const id = await givenChain();
  await tamper(env.RECORD.prepare('DELETE FROM audit WHERE subject = ? AND seq = 3').bind(id));
  expect((await verify(id)).faults).toMatchObject([{ subject: id, seq: 4, reason: 'missing' }]);

  const other = await givenChain();
  await tamper(env.RECORD.prepare('UPDATE audit SET seq = NULL WHERE subject = ? AND seq = 3').bind(other));
  expect(await verify(other)).toMatchObject({ unchained: 1, faults: [{ seq: 4, reason: 'missing' }] });

  const third = await givenChain();
  const moved = "UPDATE audit SET subject = 'key_elsewhere' WHERE subject = ? AND seq = 6";
  await tamper(env.RECORD.prepare(moved).bind(third));
  const { faults } = await verify();
  expect(faults).toContainEqual(expect.objectContaining({ subject: 'key_elsewhere', reason: 'changed' }));
  expect(faults).toContainEqual({ subject: third, seq: 6, id: null, reason: 'cut_off' });
});

test('the last lines of a chain cannot vanish unseen, nor a whole chain', async () => {
  const id = await givenChain();
  await tamper(env.RECORD.prepare('DELETE FROM audit WHERE subject = ? AND seq >= 5').bind(id));
  const cutOff = { subject: id, seq: 5, id: null, reason: 'cut_off' };
  expect((await verify(id)).faults).toEqual([cutOff]);
  expect((await verify()).faults).toContainEqual(cutOff);

  const gone = await givenChain();
  await tamper(env.RECORD.prepare('DELETE FROM audit WHERE subject = ?').bind(gone));
  expect((await verify()).faults).toContainEqual({ subject: gone, seq: 1, id: null, reason: 'cut_off' });
});

test('even where the note of its end was changed too, the gate knows how long the chain of its key is', async () => {
  const id = await givenChain();
  await tamper(
    env.RECORD.prepare('DELETE FROM audit WHERE subject = ? AND seq >= 5').bind(id),
    env.RECORD.prepare(
      `UPDATE audit_heads SET seq = 4, hash = (SELECT hash FROM audit WHERE subject = ?1 AND seq = 4)
       WHERE subject = ?1`,
    ).bind(id),
  );
  expect((await verify(id)).faults).toEqual([{ subject: id, seq: 5, id: null, reason: 'cut_off' }]);
  await api.editKey({ id, note: 'afterwards' }); // It goes on from its own end, so the gap stays.
  expect((await verify(id)).faults).toMatchObject([{ seq: 7, reason: 'missing' }]);
});

test('lines from before there were chains are read, and counted apart', async () => {
  await env.RECORD.prepare(
    `INSERT INTO audit (op_id, subject, project_id, action, outcome, rev, actor, request_id, at)
     VALUES ('old', 'key_old', 'prj_default', 'key.create', 'done', 1, 'console', 'r', 1)`,
  ).run();
  expect(await verify('key_old')).toMatchObject({ checked: 0, total: 0, unchained: 1, faults: [] });
  expect((await api.listAudit({ subject: 'key_old' })).lines).toMatchObject([{ id: 'old', seq: null }]);
});

test('a long audit is walked and exported in stretches, with progress', async () => {
  await env.RECORD.exec('CREATE TABLE things (name TEXT)');
  const add = env.RECORD.prepare("INSERT INTO things VALUES ('x')");
  const entry = (subject: string): AuditEntry => ({
    opId: crypto.randomUUID(),
    subject,
    projectId: 'prj_long',
    ...({ action: 'policy.update', outcome: 'done', rev: null, before: null, after: null } as const),
    actor: 'tests',
    device: null,
    requestId: 'r',
    at: Date.now(),
  });
  const subjects = Array.from({ length: 20 }, (_, at) => `pol_long${at}`);
  for (let round = 0; round < 105; round += 1)
    await Promise.all(subjects.map((subject) => recordWithAudit(env, entry(subject), [add])));
  const first = await api.readAuditCheck({});
  expect(first.checked).toBeLessThan(first.total);
  expect(first.next).not.toBe(null);
  expect((await verify()).checked).toBeGreaterThanOrEqual(2100);
  const text = await (await send('/v1/audit/export?project=prj_long', { headers: { authorization } })).text();
  expect(text.trimEnd().split('\n')).toHaveLength(2100);
}, 60_000);
