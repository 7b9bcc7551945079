import { expect, test } from 'vitest';

import { api, givenKey, send } from './support/calls.ts';
import { token } from './support/owner.ts';

const authorization = `Bearer ${token}`;

/** One exchange with the management API, as a script makes it by hand. */
async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: object) {
  const typed = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await send(path, {
    method,
    headers: { authorization, ...typed, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as { code?: string; errors?: { pointer: string }[] };
  return { ...json, status: response.status, headers: response.headers, text };
}

test('a key is answered with its revision as ETag, alone and after a change', async () => {
  const { id } = await givenKey();
  expect((await ask('GET', `/v1/keys/${id}`)).headers.get('etag')).toBe('"r1"');
  const changed = await ask('POST', `/v1/keys/${id}/disable`, { 'if-match': '"r1"' });
  expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"r2"']);
  expect((await ask('GET', '/v1/keys')).headers.get('etag')).toBeNull();
});

test('a change that does not say what it builds on is refused', async () => {
  const { id } = await givenKey();
  for (const [method, path, body] of [
    ['POST', `/v1/keys/${id}/disable`],
    ['POST', `/v1/keys/${id}/enable`],
    ['POST', `/v1/keys/${id}/policy`, { policyId: 'pol_default' }],
    ['PATCH', `/v1/keys/${id}`, { note: 'new' }],
    ['DELETE', `/v1/keys/${id}`],
  ] as const)
    expect(await ask(method, path, {}, body)).toMatchObject({ status: 428, code: 'precondition_required' });
  expect(await api.readKey({ id })).toMatchObject({ rev: 1, status: 'active' });
});

test('a change of what has moved on is refused and changes nothing', async () => {
  const { id } = await givenKey();
  await api.editKey({ id, rev: 1, note: 'first' });
  const stale = { code: 'revision_mismatch' };
  await expect(api.editKey({ id, rev: 1, note: 'second' })).rejects.toMatchObject(stale);
  await expect(api.disableKey({ id, rev: 1 })).rejects.toMatchObject(stale);
  await expect(api.deleteKey({ id, rev: 3 })).rejects.toMatchObject(stale);
  await expect(api.assignPolicy({ id, rev: 1, policyId: 'pol_default' })).rejects.toMatchObject(stale);
  expect(await api.readKey({ id })).toMatchObject({ rev: 2, note: 'first', status: 'active' });
  expect((await ask('POST', `/v1/keys/${id}/disable`, { 'if-match': '"r1"' })).status).toBe(412);
  expect((await ask('POST', `/v1/keys/${id}/disable`, { 'if-match': '*' })).status).toBe(200);
});

test.each(['r1', '1', '"1"', 'W/"r1"', '"r1", "r2"', '"r01"', '"r1" ,', '""', '**', '"r9999999999999999"'])(
  'If-Match: %s is no revision of ours, and is named',
  async (tag) => {
    const { id } = await givenKey();
    const refused = await ask('POST', `/v1/keys/${id}/disable`, { 'if-match': tag });
    expect(refused).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ pointer: '/If-Match' }],
    });
    expect((await api.readKey({ id })).status).toBe('active');
  },
);

test('a revision in the body is refused: it travels in If-Match and nowhere else', async () => {
  const { id } = await givenKey();
  const refused = await ask('PATCH', `/v1/keys/${id}`, { 'if-match': '"r1"' }, { rev: 1, note: 'new' });
  expect(refused).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/rev' }] });
});

test('what is to be made needs an Idempotency-Key of visible characters', async () => {
  const make = (headers: Record<string, string>) => ask('POST', '/v1/keys', headers, { name: 'never' });
  expect(await make({})).toMatchObject({ status: 400, code: 'idempotency_key_required' });
  expect(await make({ 'idempotency-key': '' })).toMatchObject({ code: 'idempotency_key_required' });
  for (const key of ['two words', 'x'.repeat(256), 'caf\u00e9'])
    expect(await make({ 'idempotency-key': key })).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ pointer: '/Idempotency-Key' }],
    });
});

test('another method of a path is refused, and told which there are', async () => {
  const { id } = await givenKey();
  for (const [path, allow] of [
    ['/v1/keys', 'GET, HEAD, POST'],
    [`/v1/keys/${id}`, 'DELETE, GET, HEAD, PATCH'],
    [`/v1/keys/${id}/disable`, 'POST'],
  ] as const) {
    const refused = await ask('PUT', path);
    expect(refused).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(refused.headers.get('allow')).toBe(allow);
  }
});

test('HEAD answers as GET does, without the body', async () => {
  const { id } = await givenKey();
  const head = await ask('HEAD', `/v1/keys/${id}`);
  expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', '"r1"']);
  expect((await ask('HEAD', '/v1/nothing')).status).toBe(404);
});

test.each([
  ['application/json', 200],
  ['application/*;q=0.5', 200],
  ['text/html, */*;q=0.1', 200],
  ['text/html', 406],
  ['application/json;q=0', 406],
  ['application/x-ndjson', 406],
])('Accept: %s is answered with %i', async (accept, status) => {
  const answer = await ask('GET', '/v1/deployment', { accept });
  expect(answer.status).toBe(status);
  if (status === 406) expect(answer.code).toBe('not_acceptable');
});

test('a URL or headers longer than anything that could be meant are refused', async () => {
  expect(await ask('GET', `/v1/keys?after=${'x'.repeat(2048)}`)).toMatchObject({
    status: 414,
    code: 'url_too_long',
  });
  expect(await ask('GET', '/v1/keys', { 'x-long': 'x'.repeat(16_384) })).toMatchObject({
    status: 431,
    code: 'headers_too_large',
  });
});

test('every answer names its request, and a refusal names the same', async () => {
  const good = await ask('GET', '/v1/deployment');
  const bad = await ask('GET', '/v1/nothing');
  expect(good.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(bad).toMatchObject({ instance: `urn:request:${bad.headers.get('request-id')}` });
});
