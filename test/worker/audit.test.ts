import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import type { AuditEntry } from '../../worker/audit/entry.ts';
import { recordWithAudit } from '../../worker/audit/record-with-audit.ts';
import { chainOf, flushEvents, isWhole } from './support/audit.ts';
import { api, callStateless, givenKey, send } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';
import { actor, token } from './support/owner.ts';

givenUpstream();

test('every change of a key and every look at it is a link of one chain, with what was before and after', async () => {
  const { id } = await givenKey();
  await api.editKey({ id, note: 'new' });
  await api.revealKey({ id });
  await api.disableKey({ id });
  const lines = await chainOf(id);
  expect(lines.map(({ action, rev }) => [action, rev])).toEqual([
    ['key.create', 1],
    ['key.edit', 2],
    ['key.reveal', null],
    ['key.disable', 3],
  ]);
  expect(JSON.parse(lines[0]?.after ?? '')).toMatchObject({
    status: 'active',
    policy: { id: 'pol_default' },
  });
  expect([lines[1]?.before, lines[1]?.after]).toEqual(['{"note":""}', '{"note":"new"}']);
  expect(JSON.parse(lines[3]?.before ?? '')).toEqual({ status: 'active' });
  expect(await isWhole(lines)).toBe(true);
});

test('commands and looks that meet make one chain without a fork', async () => {
  const { id } = await givenKey();
  await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      at % 3 === 0 ? api.revealKey({ id }) : api.editKey({ id, note: `note ${at}` }),
    ),
  );
  const lines = await chainOf(id);
  expect(lines).toHaveLength(13);
  expect(await isWhole(lines)).toBe(true);
});

test('refusals of a real key are in its chain, counted where they are alike; others are nowhere', async () => {
  const { id, secret } = await givenKey();
  const wrong = `${secret.slice(0, -7)}${secret.at(-7) === 'a' ? 'b' : 'a'}${secret.slice(-6)}`;
  await api.disableKey({ id });
  for (let count = 0; count < 5; count += 1) await callStateless({ secret });
  await callStateless({ secret, image: 'code_latest' });
  await callStateless({ secret: wrong });
  await flushEvents(id);
  const lines = await chainOf(id);
  expect(
    lines.slice(2).map(({ action, outcome, after }) => [action, outcome, JSON.parse(after ?? '')]),
  ).toEqual([
    ['call.refuse', 'refused', { code: 'key_disabled', image: 'linux_latest', count: 5 }],
    ['call.refuse', 'refused', { code: 'key_disabled', image: 'code_latest' }],
  ]);
  expect(await isWhole(lines)).toBe(true);
});

test('an event that was on its way when the answer got lost is written once', async () => {
  const { id } = await givenKey();
  const gate = env.GATE.getByName(id);
  const event = {
    action: 'test.event',
    outcome: 'done',
    actor: id,
    requestId: 'r',
    detail: { a: 1 },
  } as const;
  await runInDurableObject(gate, async ({ parts: { events, table } }) => {
    events.note(event);
    const real = table.append;
    table.append = async (lines) => {
      await real(lines);
      table.append = real;
      throw new Error('D1_ERROR: the answer is lost');
    };
    await expect(events.flush()).rejects.toThrow('lost');
    events.note(event);
    await events.flush();
  });
  await api.editKey({ id, note: 'afterwards' });
  const lines = await chainOf(id);
  expect(lines.map(({ action }) => action)).toEqual(['key.create', 'test.event', 'test.event', 'key.edit']);
  expect(await isWhole(lines)).toBe(true);
});

test('more kinds of events than anybody can have reason for are told as a number', async () => {
  const { id } = await givenKey();
  await runInDurableObject(env.GATE.getByName(id), async ({ parts: { events } }) => {
    for (let at = 0; at < 700; at += 1)
      events.note({ action: 'test.event', outcome: 'done', actor: id, requestId: '', detail: { at } });
    await events.flush();
  });
  const lines = await chainOf(id);
  expect(lines).toHaveLength(502);
  expect(lines.at(-1)?.after).toBe('{"count":200}');
  expect(await isWhole(lines)).toBe(true);
});

function entryOf(subject: string, opId: string): AuditEntry {
  const who = { actor: 'tests', device: null, requestId: 'r' };
  const what = { action: 'policy.update', outcome: 'done', rev: null } as const;
  return { opId, subject, projectId: 'prj_default', ...what, ...who, at: 1, before: null, after: { opId } };
}

test('writers that meet at one subject each get their line, and no change goes without one', async () => {
  await env.RECORD.exec('CREATE TABLE things (name TEXT PRIMARY KEY)');
  const add = (name: string) => env.RECORD.prepare('INSERT INTO things VALUES (?)').bind(name);
  const names = Array.from({ length: 5 }, (_, at) => `thing ${at}`);
  await Promise.all(names.map((name) => recordWithAudit(env, entryOf('pol_met', name), [add(name)])));
  const lines = await chainOf('pol_met');
  expect(lines).toHaveLength(5);
  expect(await isWhole(lines)).toBe(true);

  await expect(recordWithAudit(env, entryOf('pol_met', 'again'), [add('thing 0')])).rejects.toThrow('UNIQUE');
  const late = env.RECORD.prepare("UPDATE things SET name = 'x' WHERE name = 'no such'");
  const [result] = await recordWithAudit(env, entryOf('pol_met', 'late'), [late]);
  expect(result?.meta.changes).toBe(0);
  expect(await chainOf('pol_met')).toHaveLength(5);
});

const authorization = `Bearer ${token}`;

/** A key with a chain of six lines. */
async function givenChain(): Promise<string> {
  const { id } = await givenKey();
  for (const note of ['a', 'b', 'c', 'd', 'e']) await api.editKey({ id, note });
  return id;
}

test('the audit is listed newest first, page by page, by whatever is asked of it', async () => {
  const id = await givenChain();
  await api.revealKey({ id });
  const { lines } = await api.listAudit({ subject: id });
  expect(lines.map(({ action }) => action)).toEqual([
    'key.reveal',
    ...Array(5).fill('key.edit'),
    'key.create',
  ]);
  expect(lines[1]).toMatchObject({
    before: { note: 'd' },
    after: { note: 'e' },
    rev: 6,
    actor,
    seq: 6,
  });

  const first = await api.listAudit({ subject: id, limit: '4' });
  const second = await api.listAudit({ subject: id, limit: '4', cursor: first.next ?? '' });
  expect([...first.lines, ...second.lines]).toEqual(lines);
  expect(second.next).toBe(null);
  await expect(api.listAudit({ limit: '4', cursor: first.next ?? '' })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });

  const only = async (filter: object) => (await api.listAudit({ subject: id, ...filter })).lines.length;
  expect(await only({ action: 'key.edit' })).toBe(5);
  expect(await only({ actor: 'nobody' })).toBe(0);
  expect(await only({ project: 'prj_other' })).toBe(0);
  expect(await only({ outcome: 'done' })).toBe(7);
  expect(await only({ from: String(lines[6]?.at), to: String((lines[0]?.at ?? 0) + 1) })).toBe(7);
  expect(await only({ to: String(lines[6]?.at) })).toBe(0);
  await expect(api.listAudit({ outcome: 'maybe' as 'done' })).rejects.toMatchObject({
    code: 'validation_failed',
  });
});

test('a refused call of a real key is in the list as soon as it is asked for', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  await callStateless({ secret });
  const { lines } = await api.listAudit({ subject: id, outcome: 'refused' });
  expect(lines).toMatchObject([{ action: 'call.refuse', after: { code: 'key_disabled' } }]);
});

test('the export has every line, one a line', async () => {
  const id = await givenChain();
  const response = await send(`/v1/audit/export?subject=${id}`, { headers: { authorization } });
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await response.text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
    (await api.listAudit({ subject: id })).lines,
  );
  expect(await api.readAuditExport({ subject: id })).toHaveLength(6);
});
