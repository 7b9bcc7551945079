import { expect, test } from 'vitest';

import { createClient, type ApiRequest } from '../../../shared/api/client.ts';
import { contract, operationNames } from '../../../shared/api/contract.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import { problemDocument } from '../../../shared/api/problem.ts';
import { errorCodes, errors } from '../../../shared/errors.ts';

const id = 'key_0123456789abcdef';
const about = { gateway: 'https://keys.example', requestId: 'r-1' };
const key = {
  id,
  projectId: 'prj_default',
  name: 'laptop',
  masked: 'khk_0123…wxyz',
  status: 'active',
  policy: { id: 'pol_default', version: 1 },
  rev: 1,
  createdAt: 1,
  changedAt: 2,
  note: '',
  owner: '',
  tags: [],
  expiresAt: null,
  protected: false,
  showOnce: false,
  images: 'all',
  exposedAt: null,
  drainingUntil: null,
  previous: null,
  lastUsed: null,
} as const;

/** A client at a server that gives `answer` to everything, and what it was asked. */
function givenClient(answer: unknown, status = 200) {
  const asked: ApiRequest[] = [];
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const client = createClient(
    contract,
    async (request) => {
      asked.push(request);
      return { status, text };
    },
    () => `id ${asked.length}`,
  );
  return { client, asked };
}

const json = { accept: 'application/json' };
const page = { keys: [key], next: null };
const changed = { key, record: 'written' };

test('there is a function for each operation of the contract', () => {
  const { client } = givenClient({});
  expect(Object.keys(client)).toEqual(operationNames);
});

test('an id goes into the path, and nothing is left for the body', async () => {
  const { client, asked } = givenClient(changed);
  await client.disableKey({ id });
  await client.deleteKey({ id });
  expect(asked).toEqual([
    { method: 'POST', path: `/v1/keys/${id}/disable`, headers: { ...json, 'if-match': '*' }, body: null },
    { method: 'DELETE', path: `/v1/keys/${id}`, headers: { ...json, 'if-match': '*' }, body: null },
  ]);
});

test('a path parameter cannot leave its place', async () => {
  const { client, asked } = givenClient(key);
  await client.readKey({ id: 'a/../b?c=d#e f%2F' });
  expect(asked[0]?.path).toBe('/v1/keys/a%2F..%2Fb%3Fc%3Dd%23e%20f%252F');
});

test('the rest of a question goes into the query, encoded; what is undefined is left out', async () => {
  const { client, asked } = givenClient(page);
  await client.listKeys({});
  await client.listKeys({ limit: '10', cursor: 'a-_' });
  await client.listKeys({ limit: '1&cursor=x' });
  await client.listKeys({ limit: undefined });
  expect(asked.map(({ path }) => path)).toEqual([
    '/v1/keys',
    '/v1/keys?limit=10&cursor=a-_',
    '/v1/keys?limit=1%26cursor%3Dx',
    '/v1/keys',
  ]);
  expect(asked.every(({ method, body }) => method === 'GET' && body === null)).toBe(true);
});

test('a parameter of the path does not stand in the query again', async () => {
  const { client, asked } = givenClient({ url: 'https://keys.example/mcp/a', usable: true, snippets: [] });
  await client.readAddress({ id, image: 'linux_latest' });
  expect(asked[0]?.path).toBe(`/v1/keys/${id}/address?image=linux_latest`);
});

test('a change that is in force but not yet written says so', async () => {
  const { client } = givenClient({ key, record: 'pending' }, 202);
  expect(await client.enableKey({ id })).toEqual({ key, record: 'pending' });
});

test('what a command needs goes into the body, as JSON', async () => {
  const { client, asked } = givenClient({ key, secret: 'secret' }, 201);
  await client.createKey({ name: 'a "b" é' });
  const headers = { ...json, 'content-type': 'application/json', 'idempotency-key': 'id 0' };
  expect(asked).toEqual([{ method: 'POST', path: '/v1/keys', headers, body: '{"name":"a \\"b\\" é"}' }]);
});

test('the revision that a change builds on travels as If-Match, never in the body', async () => {
  const { client, asked } = givenClient(changed);
  await client.editKey({ id, rev: 12, note: 'new' });
  await client.editKey({ id, note: 'new' });
  expect(asked.map(({ headers, body }) => [headers['if-match'], body])).toEqual([
    ['"r12"', '{"note":"new"}'],
    ['*', '{"note":"new"}'],
  ]);
});

test('each thing to make goes under an Idempotency-Key of its own', async () => {
  const { client, asked } = givenClient({ key, secret: 'secret' }, 201);
  await client.createKey({ name: 'a' });
  await client.createKey({ name: 'a' });
  expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['id 0', 'id 1']);
});

test('an answer is given as the contract has it, without what it does not know', async () => {
  const { client } = givenClient({ keys: [{ ...key, secret: 'leaked' }], next: id, extra: 1 });
  expect(await client.listKeys({})).toEqual({ keys: [key], next: id });
});

test.each(errorCodes)(
  'a refusal with %s is thrown under that code, and says what to do next',
  async (code) => {
    const { client } = givenClient(problemDocument(code, about), Math.max(errors[code].status, 400));
    const refused: unknown = await client.readKey({ id }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code, message: errors[code].hint, fields: [] });
  },
);

test('a code that is newer than this client is passed on with its hint', async () => {
  const { client } = givenClient(
    { ...problemDocument('internal', about), code: 'brand_new', detail: 'Do this.' },
    409,
  );
  await expect(client.readKey({ id })).rejects.toMatchObject({ code: 'brand_new', message: 'Do this.' });
});

test('a refusal names the fields that are not valid', async () => {
  const fields = [{ pointer: '/name', message: 'Expected 1 to 64 characters' }];
  const { client } = givenClient(problemDocument('validation_failed', { ...about, fields }), 422);
  await expect(client.createKey({ name: '' })).rejects.toMatchObject({ code: 'validation_failed', fields });
});

test.each([
  ['HTML', '<h1>Bad gateway</h1>', 502],
  ['nothing', '', 500],
  ['JSON that is no problem', { error: 'no' }, 400],
  ['a code that cannot be one', { ...problemDocument('internal', about), code: 'Brand New' }, 409],
  ['a success of another shape', { keys: 'none' }, 200],
  ['a success without a body', '', 200],
  ['half a success', '{"keys":[', 200],
  ['a key of an unknown status', { keys: [{ ...key, status: 'odd' }], next: null }, 200],
  ['a refusal under a success', problemDocument('key_deleted', about), 200],
  ['a redirect', '', 302],
])('%s for an answer is told as internal', async (_, answer, status) => {
  const { client } = givenClient(answer, status);
  const broken: unknown = await client.listKeys({}).catch((error: unknown) => error);
  expect(broken).toBeInstanceOf(ApiError);
  expect(broken).toMatchObject({ code: 'internal', fields: [] });
});

test('a request that does not get through is told as offline, whatever the reason was', async () => {
  const client = createClient(
    contract,
    () => Promise.reject(new TypeError('fetch failed: secret detail')),
    String,
  );
  const offline: unknown = await client.listKeys({}).catch((error: unknown) => error);
  expect(offline).toBeInstanceOf(ApiError);
  expect(offline).toMatchObject({ code: 'offline', message: 'Check the connection, then try again.' });
});

test('each call asks once', async () => {
  const { client, asked } = givenClient('', 500);
  await expect(client.listKeys({})).rejects.toThrow(ApiError);
  expect(asked).toHaveLength(1);
});

test('a call rejects with an ApiError even where sending throws at once or no URL can hold the id', async () => {
  const broken = createClient(
    contract,
    () => {
      throw new Error('boom');
    },
    String,
  );
  await expect(broken.listKeys({})).rejects.toMatchObject({ name: 'ApiError', code: 'offline' });
  const silent = createClient(contract, async () => ({ status: 200, text: '' }), String);
  await expect(silent.readKey({ id: '\ud800' })).rejects.toMatchObject({ name: 'ApiError' });
});
