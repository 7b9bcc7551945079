import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { chainOf, isWhole } from './support/audit.ts';
import { api, callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream, tickingStream } from './support/upstream.ts';

async function statusOf(secret: string, image = 'linux_latest'): Promise<[number, unknown]> {
  const response = await callStateless({ secret, image });
  if (response.status === 200) return [200, undefined];
  return [response.status, (await refusal(response)).code];
}

const passes = [200, undefined];

test('a key opens only the images that are written on it', async () => {
  givenUpstream();
  const { key, secret } = await api.createKey({ name: 'only code', images: ['code_latest'] });
  expect(await statusOf(secret, 'code_latest')).toEqual(passes);
  expect(await statusOf(secret)).toEqual([403, 'image_not_allowed']);
  const edited = await api.editKey({ id: key.id, images: 'all' });
  expect(edited.key.images).toBe('all');
  expect((await api.listKeys({})).keys).toContainEqual(
    expect.objectContaining({ id: key.id, images: 'all' }),
  );
  expect(await statusOf(secret)).toEqual(passes);
  await expect(api.editKey({ id: key.id, images: [] })).rejects.toMatchObject({ code: 'validation_failed' });
});

test('a key tells when, where and by whom it was last used, without a new revision', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  expect((await api.readKey({ id })).lastUsed).toBe(null);
  const before = Date.now();
  await statusOf(secret, 'code_latest');
  const { lastUsed, rev } = await api.readKey({ id });
  expect(lastUsed).toEqual({
    at: expect.any(Number),
    image: 'code_latest',
    client: 'tests',
    country: null,
    ip: null,
  });
  expect(lastUsed?.at).toBeGreaterThanOrEqual(before);
  expect(rev).toBe(1);
  await api.disableKey({ id });
  await statusOf(secret);
  expect((await api.readKey({ id })).lastUsed).toEqual(lastUsed); // A refused call is no use.

  await runInDurableObject(env.GATE.getByName(id), (gate) => gate.alarm());
  const listed = (await api.listKeys({})).keys.find((key) => key.id === id);
  expect(listed?.lastUsed).toEqual(lastUsed);
});

test('a drained key lets open sessions go on and starts nothing new', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const session = await initialize(secret);
  const next = () => callLegacy({ secret, headers: { 'mcp-session-id': session } });
  const { key } = await api.disableKey({ id, mode: 'drain' });
  expect(key).toMatchObject({ status: 'disabled', rev: 2 });
  expect(key.drainingUntil).toBeGreaterThan(Date.now());
  expect((await api.listKeys({})).keys).toContainEqual(
    expect.objectContaining({ id, drainingUntil: key.drainingUntil }),
  );

  expect((await next()).status).toBe(200);
  const refused = await callStateless({ secret });
  const { error } = await refused.json<{ error: { data: object } }>();
  expect(error.data).toMatchObject({ code: 'key_disabled', draining: true });
  expect(await initialize(secret)).toBe('none');
  expect((await api.disableKey({ id, mode: 'drain' })).key.rev).toBe(2); // Again is no change.

  expect((await api.disableKey({ id })).key).toMatchObject({
    status: 'disabled',
    rev: 3,
    drainingUntil: null,
  });
  expect((await next()).status).toBe(403);
  expect(await api.listSessions({ id })).toMatchObject({ sessions: [{ end: { reason: 'cut' } }] });
  const lines = await chainOf(id);
  expect(lines.map(({ action }) => action)).toEqual(expect.arrayContaining(['key.drain', 'key.disable']));
  expect(await isWhole(lines.filter(({ seq }) => seq !== null))).toBe(true);
});

test('enabling ends a drain and leaves its sessions; draining again later lets none back in', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const session = await initialize(secret);
  const next = () => callLegacy({ secret, headers: { 'mcp-session-id': session } });
  await api.disableKey({ id, mode: 'drain' });
  expect((await api.enableKey({ id })).key).toMatchObject({ status: 'active', drainingUntil: null });
  expect((await next()).status).toBe(200);
  await api.disableKey({ id });
  expect((await api.disableKey({ id, mode: 'drain' })).key.rev).toBe(4);
  expect((await next()).status).toBe(403);
});

test('a key without sessions that is drained is just disabled, and deleting ends a drain at once', async () => {
  givenUpstream();
  const idle = await givenKey();
  expect((await api.disableKey({ id: idle.id, mode: 'drain' })).key.drainingUntil).toBe(null);

  const { id, secret } = await givenKey();
  const session = await initialize(secret);
  await api.disableKey({ id, mode: 'drain' });
  await api.deleteKey({ id });
  expect((await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status).toBe(401);
});

test('a stream of a drained session goes on; cutting the drain ends it', async () => {
  const { id, secret } = await givenKey();
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const response = await callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  await api.disableKey({ id, mode: 'drain' });
  const [head, rest] = response.body?.tee() ?? [];
  const reader = head?.getReader();
  for (let count = 0; count < 50; count += 1) expect((await reader?.read())?.done).toBe(false);
  await api.disableKey({ id });
  expect(await new Response(rest).text()).toMatch(/"key_disabled"[^\n]*\n\n$/); // Only ends because it is cut.
  await reader?.cancel();
});
