import { expect, test } from 'vitest';

import { openClient } from '../../extension/api/open-client.ts';
import { problemDocument } from '../../shared/api/problem.ts';
import { deployment } from './support/givens.ts';

const connection = { address: 'https://keys.example', token: 'khp_right' };

function givenFetch(answer: () => Response | Promise<Response>) {
  const calls: { url: unknown; init: RequestInit | undefined }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    calls.push({ url, init });
    return answer();
  };
  return { calls, fetch };
}

test('the token travels in a header, and the answer stays out of every cache', async () => {
  const { calls, fetch } = givenFetch(() => Response.json(deployment));
  await openClient(connection, { fetch }).readDeployment({});
  expect(calls[0]?.url).toBe('https://keys.example/v1/deployment');
  expect(calls[0]?.init).toMatchObject({
    headers: { authorization: 'Bearer khp_right' },
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  });
  expect(calls[0]?.init?.signal).toBeInstanceOf(AbortSignal);
});

test('no answer is offline', async () => {
  const { fetch } = givenFetch(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(openClient(connection, { fetch }).readDeployment({})).rejects.toMatchObject({
    code: 'offline',
  });
});

test('a refused token is told', async () => {
  let told = 0;
  const { fetch } = givenFetch(() =>
    Response.json(
      problemDocument('authentication_required', { gateway: connection.address, requestId: 'r1' }),
      { status: 401 },
    ),
  );
  const client = openClient(connection, { fetch, signedOut: () => void (told += 1) });
  await expect(client.readDeployment({})).rejects.toMatchObject({ code: 'authentication_required' });
  expect(told).toBe(1);
});

test('an answer that is not ours is internal', async () => {
  const { fetch } = givenFetch(() => new Response('<html>'));
  await expect(openClient(connection, { fetch }).readDeployment({})).rejects.toMatchObject({
    code: 'internal',
  });
});
