import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';

import { chainOf } from './support/audit.ts';
import { api, callStateless, givenKey } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream, tickingStream } from './support/upstream.ts';

const by = { actor: 'tests', device: null, requestId: 'test' };

async function statusOf(secret: string, image = 'linux_latest'): Promise<[number, unknown]> {
  const response = await callStateless({ secret, image });
  if (response.status === 200) return [200, undefined];
  return [response.status, (await refusal(response)).code];
}

const passes = [200, undefined];

test('a rotated key has a new value under the same id, and the one before opens until the end of the overlap', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  await statusOf(secret);
  const rotated = await api.rotateKey({ id, overlapSeconds: 3600 });
  expect(rotated.secret).not.toBe(secret);
  expect(rotated.secret.slice(0, 21)).toBe(secret.slice(0, 21));
  expect(rotated.key).toMatchObject({ rev: 2, status: 'active' });
  expect(rotated.key.previous?.lastUsedAt).toBe((await api.readKey({ id })).lastUsed?.at);
  expect(await statusOf(secret)).toEqual(passes);
  expect(await statusOf(rotated.secret)).toEqual(passes);
  expect(await api.revealKey({ id })).toEqual({ secret: rotated.secret });

  expect((await api.cutPreviousValue({ id })).key).toMatchObject({ rev: 3, previous: null });
  expect(await statusOf(secret)).toEqual([401, 'invalid_key']);
  expect(await statusOf(rotated.secret)).toEqual(passes);
  expect((await api.cutPreviousValue({ id })).key.rev).toBe(3);
});

test('an overlap ends to the very moment, and one of 0 seconds ends before the answer', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const first = await api.rotateKey({ id, overlapSeconds: 1 });
  expect(await statusOf(secret)).toEqual(passes);
  await vi.waitFor(async () => expect(await statusOf(secret)).toEqual([401, 'invalid_key']), {
    timeout: 5_000,
  });
  expect(Date.now()).toBeGreaterThanOrEqual(first.key.previous?.validUntil ?? Infinity);

  const second = await api.rotateKey({ id, overlapSeconds: 0 });
  expect(await statusOf(first.secret)).toEqual([401, 'invalid_key']);
  expect(await statusOf(second.secret)).toEqual(passes);
  expect(second.key.previous).toBe(null);
});

test('a stream ends with the value that opened it, at the end of the overlap or when that is cut', async () => {
  const upstream = tickingStream();
  givenUpstream(() => upstream.response());
  const open = (secret: string) => callStateless({ secret, method: 'tools/call', params: { name: 'run' } });

  const one = await givenKey();
  const first = await open(one.secret);
  const rotated = await api.rotateKey({ id: one.id, overlapSeconds: 1 });
  expect(await first.text()).toMatch(/"session_ended"[^\n]*\n\n$/); // Only ends because it is cut.
  expect(Date.now()).toBeGreaterThanOrEqual(rotated.key.previous?.validUntil ?? Infinity);

  const other = await givenKey();
  const second = await open(other.secret);
  await api.rotateKey({ id: other.id, overlapSeconds: 3_600 });
  await api.cutPreviousValue({ id: other.id });
  expect(await second.text()).toMatch(/"session_ended"[^\n]*\n\n$/);
  upstream.end();
});

test('of a key that is shown once only the answer to a rotation has the value', async () => {
  givenUpstream();
  const { key } = await api.createKey({ name: 'once, rotated', showOnce: true });
  const { secret } = await api.rotateKey({ id: key.id, overlapSeconds: 0 });
  expect(await statusOf(secret)).toEqual(passes);
  await expect(api.revealKey({ id: key.id })).rejects.toMatchObject({ code: 'key_show_once' });
});

test('an exposed key cannot be enabled until it is rotated', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const gate = env.GATE.getByName(id);
  const exposed = await gate.expose(true, by);
  expect(exposed).toMatchObject({ ok: true, value: { key: { status: 'disabled', rev: 2 } } });
  expect(await gate.expose(true, by)).toEqual(exposed);
  expect(await statusOf(secret)).toEqual([403, 'key_disabled']);
  expect((await api.readKey({ id })).exposedAt).toBeGreaterThan(0);
  await expect(api.enableKey({ id })).rejects.toMatchObject({ code: 'key_exposed' });

  const rotated = await api.rotateKey({ id, overlapSeconds: 0 });
  expect(rotated.key).toMatchObject({ status: 'disabled', exposedAt: null });
  await api.enableKey({ id });
  expect(await statusOf(rotated.secret)).toEqual(passes);
  expect((await chainOf(id)).map(({ action }) => action)).toContain('key.expose');
});

test('where exposing does not disable, the key works on and says that it was exposed', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  await env.GATE.getByName(id).expose(false, by);
  expect(await statusOf(secret)).toEqual(passes);
  expect((await api.readKey({ id })).exposedAt).toBeGreaterThan(0);
  await api.disableKey({ id });
  await expect(api.enableKey({ id })).rejects.toMatchObject({ code: 'key_exposed' });
});

test('a rotation leaves tickets valid, unless it is told to revoke them', async () => {
  givenUpstream();
  const { id } = await givenKey();
  const { secret: ticket } = await api.createTicket({ id, image: 'linux_latest', label: 'kept' });
  await api.rotateKey({ id, overlapSeconds: 0 });
  expect(await statusOf(ticket ?? '')).toEqual(passes);
  await api.rotateKey({ id, overlapSeconds: 0, revokeTickets: true });
  expect(await statusOf(ticket ?? '')).toEqual([401, 'invalid_key']);
});
