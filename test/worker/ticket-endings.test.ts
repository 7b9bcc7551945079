import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { givenTicket, pathOf } from './support/tickets.ts';
import { emptyResult, givenUpstream, tick, tickingStream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const image = 'linux_latest';
const statusOf = async (call: Parameters<typeof callStateless>[0]) => (await callStateless(call)).status;

test('revoking cuts the streams that the ticket opened and ends the session that only it used', async () => {
  const { key, one, secret } = await givenTicket();
  const streams = [tickingStream(), tickingStream()] as const;
  const answers = [
    () => streams[0].response(),
    () => Response.json(emptyResult),
    () => streams[1].response(),
  ];
  givenUpstream(() => answers.shift()?.() ?? Response.json(emptyResult));
  const call = { method: 'tools/call', params: { name: 'run' } };
  const cut = await callStateless({ ...call, secret });
  const headers = { 'mcp-session-id': await initialize(key.secret) };
  const kept = await callLegacy({ ...call, secret: key.secret, headers });
  await vi.waitFor(async () => expect(await sockets(key.id)).toBe(2));

  await api.revokeTicket(one);
  const text = await cut.text(); // Only ends because it is cut.
  expect(text.startsWith(tick)).toBe(true);
  expect(text).toMatch(/"code":40301,[^\n]*"key_disabled"[^\n]*\n\n$/);
  const { sessions } = await api.listSessions({ id: key.id });
  expect(sessions.map(({ end }) => end?.reason ?? 'open').toSorted()).toEqual(['open', 'ticket_revoked']);

  streams[1].end();
  const told = await kept.text(); // To its own end, which comes without an answer here.
  expect(told.startsWith(tick)).toBe(true);
  expect(told).not.toMatch(/key_disabled|session_ended/);
});

test('a session that the key used as well goes on without the ticket', async () => {
  const { key, one, secret } = await givenTicket();
  givenUpstream();
  await callStateless({ secret });
  await callStateless({ secret: key.secret });
  await api.revokeTicket(one);
  expect(await api.listSessions({ id: key.id })).toMatchObject({ sessions: [{ end: null }] });
});

test('with its key disabled, expired or deleted a ticket is dead, and told so as fits a URL', async () => {
  const { key, secret, url } = await givenTicket();
  givenUpstream();
  const path = pathOf(url);
  await api.disableKey({ id: key.id });
  expect(await refusal(await callStateless({ path }))).toMatchObject({
    status: 400,
    code: 'key_disabled',
    id: 1,
  });
  expect(await statusOf({ secret })).toBe(403);
  await api.enableKey({ id: key.id });
  expect(await statusOf({ path })).toBe(200);
  await api.editKey({ id: key.id, expiresAt: Date.now() + 300 });
  await vi.waitFor(async () =>
    expect(await refusal(await callStateless({ path }))).toMatchObject({ status: 400, code: 'key_expired' }),
  );
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  expect(await refusal(await callStateless({ path }))).toMatchObject({ status: 404, code: 'invalid_ticket' });
  await expect(api.listTickets({ id: key.id })).rejects.toMatchObject({ code: 'key_deleted' });
  await runInDurableObject(env.GATE.getByName(key.id), ({ parts: { tickets } }) => {
    expect(tickets.all()).toMatchObject([{ verifier: null, sealed: null }]);
  });
});

test('from its own expiry on a ticket opens nothing and its streams end; the key goes on', async () => {
  const { id, secret: own } = await givenKey();
  const expiresAt = Date.now() + 700;
  const { secret, url } = await api.createTicket({ id, label: 'for a moment', image, expiresAt });
  const upstream = tickingStream();
  givenUpstream((request) => (request.headers.get('mcp-name') ? upstream.response() : Response.json({})));
  const stream = await callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  expect(await stream.text()).toMatch(/"key_disabled"[^\n]*\n\n$/);
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
  expect(await refusal(await callStateless({ path: pathOf(url) }))).toMatchObject({
    status: 404,
    code: 'invalid_ticket',
  });
  expect(await statusOf({ secret: own })).toBe(200);
  await expect(api.createTicket({ id, label: 'late', image, expiresAt: 1 })).rejects.toMatchObject({
    code: 'validation_failed',
  });
});

const sockets = (id: string) =>
  runInDurableObject(env.GATE.getByName(id), (_, state) => state.getWebSockets().length);
