import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import worker from '../../worker/index.ts';
import { token } from './support/owner.ts';

/** The Worker of a deployment whose principals may ask `most` times a minute. */
function ask(path: string, headers: Record<string, string>, most = 600): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>(`http://keys.test${path}`, { headers });
  const strict = { ...env, API_REQUESTS_PER_MINUTE: String(most) };
  return worker.fetch(request, strict, createExecutionContext());
}

const signed = { authorization: `Bearer ${token}` };
const from = (ip: string, sent = 'khp_wrong') => ({
  authorization: `Bearer ${sent}`,
  'cf-connecting-ip': ip,
});

test('a principal may ask so often a minute and is told how often still; then it is refused, and told when to return', async () => {
  const answers = await Promise.all(Array.from({ length: 25 }, () => ask('/v1/deployment', signed, 20)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  const left = answers.map(({ headers }) =>
    Number(/^"api";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]),
  );
  expect(left.toSorted((a, b) => b - a)).toEqual([
    ...Array.from({ length: 20 }, (_, at) => 19 - at),
    0,
    0,
    0,
    0,
    0,
  ]);

  const refused = answers.find(({ status }) => status === 429);
  const seconds = Number(refused?.headers.get('retry-after'));
  expect(await refused?.json()).toMatchObject({ code: 'rate_limited', retry_after_ms: seconds * 1000 });
  expect(refused?.headers.get('ratelimit-policy')).toBe('"api";q=20;w=60');
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
});

test('an address that fails 20 times in a minute is not listened to, even with the right token; others are', async () => {
  const tries = await Promise.all(Array.from({ length: 21 }, () => ask('/v1/keys', from('192.0.2.1'))));
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(20);
  const after = await ask('/v1/keys', from('192.0.2.1', token));
  expect(after.status).toBe(429);
  expect(Number(after.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('/v1/keys', from('192.0.2.2'))).status).toBe(401);
  expect((await ask('/v1/keys', from('192.0.2.2', token))).status).toBe(200);
});

test('where no header can be trusted to tell the address, nobody is shut out by what others do', async () => {
  const tries = await Promise.all(
    Array.from({ length: 30 }, () => ask('/v1/keys', { authorization: 'Bearer khp_x' })),
  );
  expect(tries.every(({ status }) => status === 401)).toBe(true);
  expect((await ask('/v1/keys', signed)).status).toBe(200);
});

test('a counter that cannot be reached lets pass', async () => {
  const gone = { ...env, RATES: { getByName: () => ({ spend: () => Promise.reject(new Error('gone')) }) } };
  const request = new Request<unknown, IncomingRequestCfProperties>('http://keys.test/v1/keys', {
    headers: signed,
  });
  // A stand-in for one method of the namespace, the one that is called.
  const answer = await worker.fetch(request, gone as unknown as Env, createExecutionContext());
  expect([answer.status, answer.headers.get('ratelimit')]).toEqual([200, null]);
});
