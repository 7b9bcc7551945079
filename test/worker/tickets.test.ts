import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';

import { mostTickets } from '../../shared/ticket/ticket.ts';
import { chainOf, isWhole } from './support/audit.ts';
import { api, callLegacy, callStateless, givenKey, initialize, send } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { refusal } from './support/refusal.ts';
import { givenTicket, pathOf } from './support/tickets.ts';
import { givenUpstream } from './support/upstream.ts';
import { token } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

const image = 'linux_latest';
const statusOf = async (call: Parameters<typeof callStateless>[0]) => (await callStateless(call)).status;

test('a ticket opens its image in the path, in a query and as Bearer token, and nothing else', async () => {
  const { key, secret, url, agentBayUrl } = await givenTicket();
  const asked = givenUpstream();
  expect(url).toBe(`http://keys.test/mcp/${image}/t/${secret}`);
  expect(agentBayUrl).toBe(`http://keys.test/v2/sse?APIKEY=${secret}&IMAGEID=${image}`);
  const query = pathOf(agentBayUrl).replace('/v2/sse', '/v2/mcp');
  for (const call of [{ path: pathOf(url) }, { path: query }, { secret }])
    expect(await statusOf(call)).toBe(200);
  expect(asked).toHaveLength(3);

  const other = 'windows_latest';
  for (const path of [`/mcp/${other}/t/${secret}`, query.replace(image, other)])
    expect(await refusal(await callStateless({ path }))).toMatchObject({
      status: 404,
      code: 'invalid_ticket',
    });
  expect(await statusOf({ secret, image: other })).toBe(401);
  const admin = await callStateless({ secret, path: `/v1/keys/${key.id}` });
  expect(admin.status).toBe(401);
  expect(asked).toHaveLength(3);
});

test('no upstream sees a ticket, wherever it stood', async () => {
  const { secret, url } = await givenTicket();
  const asked = givenUpstream();
  const headers = { referer: url, 'mcp-param-x': secret, cookie: secret };
  await callStateless({ path: pathOf(url) });
  await callStateless({ path: pathOf(url), headers: { referer: headers.referer, cookie: headers.cookie } });
  expect(asked).toHaveLength(2);
  for (const { request } of asked) {
    const seen = `${request.url} ${JSON.stringify([...request.headers])}`;
    expect(seen).not.toContain(secret.slice(-20));
  }
});

test('a ticket is listed with its last use and count, and its value only after a look at it', async () => {
  const { one, ticket, secret, url, agentBayUrl } = await givenTicket();
  givenUpstream();
  expect(ticket).toMatchObject({ lastUsedAt: null, uses: 0, revokedAt: null, expiresAt: null });
  await callStateless({ secret });
  await callStateless({ path: pathOf(url) });
  await callStateless({ secret, image: 'code_latest' }); // Refused, so no use.
  const { tickets } = await api.listTickets({ id: one.id });
  expect(tickets).toEqual([{ ...ticket, uses: 2, lastUsedAt: expect.any(Number) }]);
  expect(JSON.stringify(tickets)).not.toContain(secret.slice(-20));
  expect(await api.revealTicket(one)).toEqual({ secret, url, agentBayUrl });
  const looks = (await chainOf(one.id)).filter(({ action }) => action === 'key.reveal');
  expect(looks.map(({ after }) => after)).toEqual([JSON.stringify({ ticket: ticket.id })]);
});

test('uses outlive the gate', async () => {
  const { one, secret } = await givenTicket();
  givenUpstream();
  await callStateless({ secret });
  await ringAlarm(one.id);
  await runInDurableObject(env.GATE.getByName(one.id), (_, state) => state.abort('lost')).catch(() => null);
  expect((await api.listTickets({ id: one.id })).tickets).toMatchObject([{ uses: 1 }]);
  expect(await statusOf({ secret })).toBe(200);
});

test('a ticket gets another label, and every change is in the chain of its key', async () => {
  const { one, ticket } = await givenTicket();
  expect(await api.renameTicket({ ...one, label: 'vscode' })).toEqual({
    ticket: { ...ticket, label: 'vscode' },
    record: 'written',
  });
  await api.revokeTicket(one);
  const lines = await chainOf(one.id);
  expect(lines.map(({ action }) => action)).toEqual([
    'key.create',
    'ticket.create',
    'ticket.rename',
    'ticket.revoke',
  ]);
  expect(await isWhole(lines)).toBe(true);
});

test('revoking a ticket is for good, and leaves its key and the other tickets alone', async () => {
  const { key, one, secret, url } = await givenTicket();
  const other = await api.createTicket({ id: key.id, label: 'other', image });
  givenUpstream();
  expect(await api.revokeTicket(one)).toMatchObject({ ticket: { revokedAt: expect.any(Number) } });
  expect(await refusal(await callStateless({ path: pathOf(url) }))).toEqual({
    status: 404,
    code: 'invalid_ticket',
    rpc: 40402,
    id: null,
  });
  expect(await statusOf({ secret })).toBe(401);
  expect(await statusOf({ secret: other.secret })).toBe(200);
  expect(await statusOf({ secret: key.secret })).toBe(200);
  for (const call of [
    () => api.revokeTicket(one),
    () => api.revealTicket(one),
    () => api.renameTicket({ ...one, label: 'x' }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'ticket_revoked' });
  const unknown = { ...one, ticket: 'tkt_00000000000' };
  await expect(api.revokeTicket(unknown)).rejects.toMatchObject({ code: 'ticket_not_found' });
});

test('a key has at most 20 usable tickets; revoking one makes room', async () => {
  const { id } = await givenKey();
  const make = () => api.createTicket({ id, label: 'one of many', image });
  const made = await Promise.all(Array.from({ length: mostTickets }, make));
  await expect(make()).rejects.toMatchObject({ code: 'ticket_limit' });
  await api.revokeTicket({ id, ticket: made[0]?.ticket.id ?? '' });
  expect((await make()).ticket.uses).toBe(0);
  await expect(make()).rejects.toMatchObject({ code: 'ticket_limit' });
  expect((await api.listTickets({ id })).tickets).toHaveLength(mostTickets + 1);
});

test('a ticket is made for an image that is there and a key that is there', async () => {
  const { id } = await givenKey();
  const order = { id, label: 'x', image: 'atari_latest' };
  await expect(api.createTicket(order)).rejects.toMatchObject({ code: 'image_not_found' });
  await api.disableKey({ id });
  expect((await api.createTicket({ ...order, image })).ticket.revokedAt).toBeNull(); // Usable once the key is.
  await api.deleteKey({ id });
  await expect(api.createTicket({ ...order, image })).rejects.toMatchObject({ code: 'key_deleted' });
});

test('a ticket does not open the session of another key, nor one of its own key on another image', async () => {
  const { secret, url } = await givenTicket();
  const { secret: other } = await givenKey();
  givenUpstream();
  const session = await initialize(other);
  const call = { path: pathOf(url), headers: { 'mcp-session-id': session } };
  expect(await refusal(await callLegacy(call))).toMatchObject({ status: 404, code: 'session_not_found' });
  const own = await initialize(secret);
  const elsewhere = { secret, image: 'code_latest', headers: { 'mcp-session-id': own } };
  expect((await callLegacy(elsewhere)).status).toBe(404);
});

test('tickets of a key that shows its value once are shown once', async () => {
  const { key } = await api.createKey({ name: 'shown once, with a ticket', showOnce: true });
  const { ticket, secret } = await api.createTicket({ id: key.id, label: 'x', image });
  givenUpstream();
  expect(await statusOf({ secret })).toBe(200);
  await expect(api.revealTicket({ id: key.id, ticket: ticket.id })).rejects.toMatchObject({
    code: 'key_show_once',
  });
});

test('a ticket that is made again under its Idempotency-Key is the same one, told without value or address', async () => {
  const { id } = await givenKey();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': id,
  };
  const body = JSON.stringify({ label: 'once', image });
  const make = async () =>
    (await send(`/v1/keys/${id}/tickets`, { method: 'POST', headers, body })).json<{ ticket: object }>();
  const { ticket } = await make();
  expect(await make()).toEqual({ ticket, secret: null, secretAvailable: 'reveal' });
  expect((await api.listTickets({ id })).tickets).toEqual([ticket]);
});
