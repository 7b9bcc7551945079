import { afterEach, expect, test, vi } from 'vitest';

import { refusal } from './support/refusal.ts';
import { api, callStateless, givenKey, send } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('wrong, mistyped, forged and deleted keys get one and the same answer', async () => {
  const { id, secret } = await givenKey();
  const { id: gone, secret: deleted } = await givenKey();
  await api.disableKey({ id: gone });
  await api.deleteKey({ id: gone });
  const other = await givenKey();
  const swapped = secret.slice(0, 20) + other.secret.slice(20);
  const answers = new Set<string>();
  for (const sent of [
    deleted,
    swapped,
    secret.slice(0, -1),
    `${secret.slice(0, -2)}zz`,
    id,
    'x',
    secret.replace('khk_', 'khp_'),
  ]) {
    const response = await callStateless({ secret: sent });
    answers.add(`${response.status} ${response.headers.get('www-authenticate')} ${await response.text()}`);
  }
  expect([...answers]).toEqual([expect.stringMatching(/^401 Bearer error="invalid_token" .*"invalid_key"/)]);
});

test('a disabled key is told that it is disabled, from the next request on', async () => {
  const { id, secret } = await givenKey();
  givenUpstream();
  expect((await callStateless({ secret })).status).toBe(200);
  await api.disableKey({ id });
  const response = await callStateless({ secret });
  expect(response.headers.get('www-authenticate')).toBeNull();
  expect(await refusal(response)).toEqual({ status: 403, code: 'key_disabled', rpc: 40301, id: 1 });
  await api.enableKey({ id });
  expect((await callStateless({ secret })).status).toBe(200);
});

test('every way to present a key badly is refused by name, and nothing is passed on', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream();
  const post = (path: string, headers: Record<string, string>) =>
    send(path, { method: 'POST', headers, body: '{}' });
  const bearer = { authorization: `Bearer ${secret}` };
  expect(await refusal(await post('/mcp/linux_latest', {}))).toMatchObject({
    status: 401,
    code: 'missing_key',
  });
  const twice = { authorization: `Bearer ${secret}, Bearer ${secret}` };
  expect(await refusal(await post('/mcp/linux_latest', twice))).toMatchObject({
    status: 400,
    code: 'ambiguous_credentials',
  });
  for (const path of [
    `/mcp/linux_latest?key=${secret}`,
    `/mcp/${secret}`,
    `/mcp/linux_latest?k=${secret.replace('_', '%5F')}`,
  ]) {
    expect(await refusal(await post(path, bearer))).toMatchObject({ status: 400, code: 'key_in_url' });
  }
  const page = { ...bearer, origin: 'https://evil.test' };
  expect(await refusal(await post('/mcp/linux_latest', page))).toMatchObject({
    status: 403,
    code: 'origin_not_allowed',
  });
  expect(asked).toEqual([]);
});

test('an image that is not there is not allowed', async () => {
  const { secret } = await givenKey();
  expect(await refusal(await callStateless({ secret, image: 'atari_latest' }))).toMatchObject({
    status: 403,
    code: 'image_not_allowed',
  });
  expect((await callStateless({ secret, image: 'linux_latest/more' })).status).toBe(404);
});

test('another host name is refused as a client reads it', async () => {
  const { secret } = await givenKey();
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const response = await send('http://evil.test/mcp/linux_latest', { method: 'POST', headers, body: '{}' });
  expect(await refusal(response)).toEqual({ status: 403, code: 'host_not_allowed', rpc: 40305, id: null });
});
