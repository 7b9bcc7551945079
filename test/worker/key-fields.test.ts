import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';

import { api, callStateless, givenKey, initialize } from './support/calls.ts';
import { givenUpstream, tick, tickingStream } from './support/upstream.ts';

/** Soon, and late enough for a call to get through before. */
const soon = () => Date.now() + 600;

async function statusOf(secret: string): Promise<[number, unknown]> {
  const response = await callStateless({ secret });
  const { error }: { error?: { data: { code: string } } } = await response.json();
  return [response.status, error?.data.code];
}

test('what is written on a key is kept, listed, and changed field by field', async () => {
  const fields = { note: 'for the build\nof boats', owner: 'team harbor', tags: ['ci', '夜间'] };
  const { key } = await api.createKey({ name: 'fields', ...fields, protected: true });
  expect(key).toMatchObject({ ...fields, protected: true, showOnce: false, expiresAt: null, rev: 1 });

  const { key: edited } = await api.editKey({ id: key.id, name: 'fields, renamed', tags: [] });
  expect(edited).toEqual({
    ...key,
    name: 'fields, renamed',
    tags: [],
    rev: 2,
    changedAt: expect.any(Number),
  });
  expect(await api.readKey({ id: key.id })).toEqual(edited);
  expect((await api.listKeys({})).keys).toContainEqual(edited);
});

test('an edit that changes nothing is no change, and one of a disabled key leaves it disabled', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  expect((await api.editKey({ id, note: '' })).key.rev).toBe(1);
  await api.disableKey({ id });
  expect((await api.editKey({ id, note: 'kept' })).key).toMatchObject({ status: 'disabled', rev: 3 });
  expect(await statusOf(secret)).toEqual([403, 'key_disabled']);
});

test('an edit takes no name that another key has, and leaves the key as it was', async () => {
  const { key } = await api.createKey({ name: 'first of its name' });
  const { id } = await givenKey();
  const before = await api.readKey({ id });
  await expect(api.editKey({ id, name: key.name, note: 'lost' })).rejects.toMatchObject({
    code: 'name_taken',
  });
  expect(await api.readKey({ id })).toEqual(before);
  expect((await api.editKey({ id, note: 'works again' })).key.note).toBe('works again');
});

test('edits that meet are all kept, one after the other', async () => {
  const { id } = await givenKey();
  const edits = [{ note: 'a' }, { owner: 'b' }, { tags: ['c'] }, { protected: true }];
  const revisions = (await Promise.all(edits.map((edit) => api.editKey({ id, ...edit })))).map(
    ({ key }) => key.rev,
  );
  expect(revisions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
  expect(await api.readKey({ id })).toMatchObject({ note: 'a', owner: 'b', tags: ['c'], protected: true });
});

test('an edit is in the audit, as every change', async () => {
  const { id } = await givenKey();
  await api.editKey({ id, note: 'audited' });
  const line = await env.RECORD.prepare(
    'SELECT action, outcome, rev FROM audit WHERE subject = ? AND rev = 2',
  )
    .bind(id)
    .first();
  expect(line).toEqual({ action: 'key.edit', outcome: 'done', rev: 2 });
});

test('a protected key is not deleted until the protection is taken off', async () => {
  const { id } = await givenKey();
  await api.editKey({ id, protected: true });
  await expect(api.deleteKey({ id })).rejects.toMatchObject({ code: 'key_active' });
  await api.disableKey({ id });
  await expect(api.deleteKey({ id })).rejects.toMatchObject({ code: 'key_protected' });
  await api.editKey({ id, protected: false });
  expect((await api.deleteKey({ id })).key.status).toBe('deleted');
  await expect(api.editKey({ id, note: 'too late' })).rejects.toMatchObject({ code: 'key_deleted' });
});

test('a key that is shown once works, and its value is kept nowhere', async () => {
  givenUpstream();
  const { key, secret } = await api.createKey({ name: 'once', showOnce: true });
  expect((await callStateless({ secret })).status).toBe(200);
  await expect(api.revealKey({ id: key.id })).rejects.toMatchObject({ code: 'key_show_once' });
});

test('an expiry lies in the future', async () => {
  const { id } = await givenKey();
  for (const call of [
    () => api.createKey({ name: 'past', expiresAt: Date.now() }),
    () => api.editKey({ id, expiresAt: 1 }),
  ])
    await expect(call()).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer: '/expiresAt' }],
    });
});

test('from its expiry on a key opens nothing; a later expiry opens it again', async () => {
  givenUpstream();
  const { key, secret } = await api.createKey({ name: 'short-lived', expiresAt: soon() });
  expect(await statusOf(secret)).toEqual([200, undefined]);
  await vi.waitFor(async () => expect(await statusOf(secret)).toEqual([401, 'key_expired']), {
    timeout: 5_000,
  });
  expect(Date.now()).toBeGreaterThanOrEqual(key.expiresAt ?? Infinity);
  await api.disableKey({ id: key.id });
  await expect(api.enableKey({ id: key.id })).rejects.toMatchObject({ code: 'key_expiry_passed' });
  await api.editKey({ id: key.id, expiresAt: null });
  await api.enableKey({ id: key.id });
  expect(await statusOf(secret)).toEqual([200, undefined]);
});

test('an expiry given to a key in use ends its sessions and cuts its streams', async () => {
  const { id, secret } = await givenKey();
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const response = await callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  const expiresAt = soon();
  await api.editKey({ id, expiresAt });

  const text = await response.text(); // Only ends because it is cut.
  expect(text.startsWith(tick)).toBe(true);
  expect(text).toMatch(/"code":40103,[^\n]*"key_expired"[^\n]*\n\n$/);
  expect(await api.listSessions({ id })).toMatchObject({
    sessions: [{ end: { at: expiresAt, reason: 'expired' } }],
  });
  expect(await initialize(secret)).toBe('none');
});
