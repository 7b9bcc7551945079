import { listDurableObjectIds } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { randomBase62 } from '../../shared/credential/base62.ts';
import { writeCredential } from '../../shared/credential/credential.ts';
import { lengths } from '../../shared/credential/shape.ts';
import { prefixes } from '../../shared/ids.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { mintCredential, randomBytes } from '../../worker/secrets/mint.ts';
import { callStateless, givenKey } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream } from './support/upstream.ts';
import { token } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

const parentOf = (secret: string) => secret.slice(prefixes.apiKey.length).slice(0, lengths.parent);
/** A ticket with a tag of ours that no gate has ever heard of. */
const unknownTicket = async (secret: string) =>
  mintCredential('ticket', await keyring(env), parentOf(secret));

const inPath = (ticket: string, image = 'linux_latest') => ({ path: `/mcp/${image}/t/${ticket}` });
const inQuery = (ticket: string, image = 'linux_latest') => ({
  path: `/v2/mcp?APIKEY=${ticket}&IMAGEID=${image}`,
});

test('a ticket that opens nothing is refused in one shape, whatever is wrong with it', async () => {
  const { secret } = await givenKey();
  const ticket = await unknownTicket(secret);
  const answers = new Set<string>();
  for (const sent of [ticket, ticket.slice(0, -1), `${ticket.slice(0, -2)}zz`, 'x', 'key_0']) {
    for (const place of [inPath(sent), inQuery(sent)]) {
      const response = await callStateless(place);
      answers.add(`${response.status} ${response.headers.get('www-authenticate')} ${await response.text()}`);
    }
  }
  expect([...answers]).toEqual([expect.stringMatching(/^404 null .*"id":null.*40402.*"invalid_ticket"/)]);
});

test('made-up tickets are one shape and create no gate, however well they are formed', async () => {
  const { secret } = await givenKey();
  const gates = (await listDurableObjectIds(env.GATE)).length;
  const digits = (count: number) => randomBase62(count, randomBytes);
  const answers = new Set<string>();
  for (let at = 0; at < 1_000; at += 1) {
    const parent = at % 2 === 0 ? parentOf(secret) : digits(lengths.parent);
    const parts = { parent, random: digits(lengths.ticketRandom), tag: digits(lengths.tag) };
    const ticket = writeCredential('ticket', { ...parts, secret: digits(lengths.secret) });
    const response = await callStateless(at % 3 === 0 ? inQuery(ticket) : inPath(ticket));
    answers.add(`${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`);
  }
  expect(answers.size).toBe(1);
  expect(await listDurableObjectIds(env.GATE)).toHaveLength(gates);
});

test('to a request with a session id it is no 404, which would mean that the session is gone', async () => {
  const { secret } = await givenKey();
  const headers = { 'mcp-session-id': 'any' };
  const response = await callStateless({ ...inPath(await unknownTicket(secret)), headers });
  expect(await refusal(response)).toMatchObject({ status: 400, code: 'invalid_ticket', rpc: 40402 });
});

test('a bad ticket as Bearer token is told as a bad key is', async () => {
  const { secret } = await givenKey();
  const response = await callStateless({ secret: await unknownTicket(secret) });
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  expect(await refusal(response)).toMatchObject({ status: 401, code: 'invalid_key', id: null });
});

test('two credentials are refused without looking at either', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const ticket = await unknownTicket(secret);
  const query = inQuery(ticket);
  for (const call of [
    { secret, ...inPath(ticket) },
    { secret, ...query },
    { path: `${query.path}&APIKEY=${ticket}` },
    { path: `${inPath(ticket).path}?APIKEY=${ticket}` },
    { secret, path: `/mcp/linux_latest?APIKEY=${ticket}` },
  ])
    expect(await refusal(await callStateless(call))).toMatchObject({
      status: 400,
      code: 'ambiguous_credentials',
    });
  expect(asked).toEqual([]);
});

test('a key stands in no URL, on either door', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  for (const path of [
    inPath(secret).path,
    inQuery(secret).path,
    `/mcp/a/b/${secret}`,
    `/v1/keys?key=${secret}`,
    `/v1/keys/${token}`,
  ]) {
    const response = await callStateless({ path });
    expect([path, response.status, await response.text()]).toEqual([
      path,
      400,
      expect.stringContaining('"key_in_url"'),
    ]);
  }
  expect(asked).toEqual([]);
});
