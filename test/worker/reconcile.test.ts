import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';

import { api, callStateless, givenKey } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';
import { walk } from './support/walk.ts';

async function reconcileAll() {
  const steps = await walk((ask) => api.reconcileRecord(ask));
  return new Map(steps.flatMap(({ differences }) => differences.map(({ id, found }) => [id, found])));
}

const rowOf = (id: string) => env.RECORD.prepare('SELECT * FROM keys WHERE id = ?').bind(id).first();

/** Puts a row back to what it was, as a restored copy of the record would have it. */
async function putBack(row: Record<string, unknown> | null) {
  const fields = Object.entries(row ?? {});
  const sets = fields.map(([name], at) => `${name} = ?${at + 1}`).join(', ');
  await env.RECORD.prepare(`UPDATE keys SET ${sets} WHERE id = ?${fields.length + 1}`)
    .bind(...fields.map(([, value]) => value), row?.['id'])
    .run();
}

test('after an older record was restored, nothing that was deleted or disabled opens, and the record learns of it', async () => {
  givenUpstream();
  const [deleted, disabled, renamed, untouched] = [
    await givenKey(),
    await givenKey(),
    await givenKey(),
    await givenKey(),
  ];
  const older = await Promise.all([deleted, disabled, renamed].map(({ id }) => rowOf(id)));
  await api.disableKey({ id: deleted.id });
  await api.deleteKey({ id: deleted.id });
  await api.disableKey({ id: disabled.id });
  await api.editKey({ id: renamed.id, note: 'written after the copy' });
  for (const row of older) await putBack(row);
  expect((await api.listKeys({})).keys.map(({ id }) => id)).toContain(deleted.id);

  for (const { secret } of [deleted, disabled])
    expect((await callStateless({ secret })).status).not.toBe(200);
  await expect(api.enableKey({ id: deleted.id })).rejects.toMatchObject({ code: 'key_deleted' });
  expect((await callStateless({ secret: untouched.secret })).status).toBe(200);

  const found = await reconcileAll();
  expect([...found.keys()].toSorted()).toEqual([deleted.id, disabled.id, renamed.id].toSorted());
  expect([...found.values()]).toEqual(['corrected', 'corrected', 'corrected']);
  const listed = (await api.listKeys({})).keys;
  expect(listed.map(({ id }) => id)).not.toContain(deleted.id);
  expect(listed.find(({ id }) => id === disabled.id)?.status).toBe('disabled');
  expect(listed.find(({ id }) => id === renamed.id)?.note).toBe('written after the copy');
  expect(await reconcileAll()).toEqual(new Map());

  const { lines } = await api.listAudit({ subject: deleted.id });
  expect(lines[0]).toMatchObject({
    action: 'key.reconcile',
    before: { status: 'active' },
    after: { status: 'deleted' },
  });
  for (const { secret } of [deleted, disabled])
    expect((await callStateless({ secret })).status).not.toBe(200);
  vi.restoreAllMocks();
});

test('a record that says something else at the same revision is corrected, and one that is ahead is told', async () => {
  const [changed, ahead] = [await givenKey(), await givenKey()];
  await api.disableKey({ id: changed.id });
  await env.RECORD.prepare("UPDATE keys SET status = 'active' WHERE id = ?").bind(changed.id).run();
  await env.RECORD.prepare('UPDATE keys SET rev = 9 WHERE id = ?').bind(ahead.id).run();
  const found = await reconcileAll();
  expect(found.get(changed.id)).toBe('corrected');
  expect(found.get(ahead.id)).toBe('record_ahead');
  expect(await rowOf(changed.id)).toMatchObject({ status: 'disabled', rev: 2 });
});

test('a row without a gate is told, and opens nothing', async () => {
  const { id } = await givenKey();
  const invented = `key_${'A'.repeat(16)}`;
  const columns = 'project_id, masked, status, policy_id, policy_version, rev, created_at, changed_at';
  await env.RECORD.prepare(
    `INSERT INTO keys (id, name, ${columns}) SELECT ?, 'invented', ${columns} FROM keys WHERE id = ?`,
  )
    .bind(invented, id)
    .run();
  expect((await reconcileAll()).get(invented)).toBe('key_not_found');
});
