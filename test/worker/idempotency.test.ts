import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { createIdempotencyTable } from '../../worker/idempotency/idempotency-table.ts';
import { forgetAnswers } from '../../worker/schedule/forget-answers.ts';
import { api, send } from './support/calls.ts';
import { token } from './support/owner.ts';

const table = createIdempotencyTable(env.RECORD);
const day = 24 * 3_600_000;

/** Asks for a key by hand; `key` is the Idempotency-Key. */
async function make(key: string, body: object, path = '/v1/keys') {
  const response = await send(path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json<{ code?: string; key?: { id: string }; secret?: string | null }>();
  return { status: response.status, headers: response.headers, ...answer };
}

async function rows(): Promise<readonly Record<string, unknown>[]> {
  return (await env.RECORD.prepare('SELECT * FROM idempotency').all()).results;
}

test('a key that is asked for twice under one Idempotency-Key is made once, and told again without its value', async () => {
  const first = await make('twice', { name: 'made once' });
  const again = await make('twice', { name: 'made once' });
  expect(first).toMatchObject({ status: 201, secret: expect.stringMatching(/^khk_/) });
  expect(again).toMatchObject({ status: 201, key: first.key, secret: null, secretAvailable: 'reveal' });
  expect(again.headers.get('etag')).toBe('"r1"');
  expect(await api.revealKey({ id: first.key?.id ?? '' })).toEqual({ secret: first.secret });
});

test('the rows that are kept hold neither a secret nor what the caller sent', async () => {
  const { secret } = await make('the-caller-wrote', {
    name: 'kept without',
    note: 'private',
  });
  const bytes = JSON.stringify(await rows());
  expect(bytes).toContain('kept without'); // The answer is there, so there is something to search.
  expect(bytes).not.toContain(String(secret).slice(-20));
  expect(bytes).not.toContain(btoa(String(secret)).slice(4, 40));
  expect(bytes).not.toContain('the-caller-wrote');
});

test('another body under the same key is refused, and makes nothing', async () => {
  await make('reused', { name: 'the first body' });
  expect(await make('reused', { name: 'the second body' })).toMatchObject({
    status: 422,
    code: 'idempotency_key_reused',
  });
  expect((await api.listKeys({})).keys.map(({ name }) => name)).not.toContain('the second body');
});

test('one key stands for different things at different paths', async () => {
  const made = await make('paths', { name: 'by path' });
  const policy = { name: 'by path', images: 'all', release: null, maxRunMinutes: 60 };
  expect([made.status, (await make('paths', policy, '/v1/policies')).status]).toEqual([201, 201]);
});

test('what is asked for at the same time is made once', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => make('at-once', { name: 'at once' })));
  expect(answers.filter(({ secret }) => typeof secret === 'string')).toHaveLength(1);
  for (const { status, code, secret } of answers)
    if (typeof secret !== 'string') expect(status === 201 || code === 'request_in_progress').toBe(true);
  expect((await api.listKeys({})).keys.filter(({ name }) => name === 'at once')).toHaveLength(1);
});

test('while it is being made the same request is told to wait, and a run that died blocks nobody for long', async () => {
  await make('died', { name: 'died' });
  await env.RECORD.exec("UPDATE idempotency SET answer = NULL WHERE answer LIKE '%died%'");
  const waiting = await make('died', { name: 'died' });
  expect(waiting).toMatchObject({ status: 409, code: 'request_in_progress' });
  expect(waiting.headers.get('retry-after')).toBe('1');

  await env.RECORD.exec('UPDATE idempotency SET started_at = started_at - 60001 WHERE answer IS NULL');
  expect(await make('died', { name: 'died' })).toMatchObject({ status: 409, code: 'name_taken' });
});

test('what was refused or not valid leaves its key free', async () => {
  expect(await make('free', { name: '' })).toMatchObject({ code: 'validation_failed' });
  expect(await make('free', { name: 'made once' })).toMatchObject({ code: 'name_taken' });
  expect((await make('free', { name: 'free at last' })).status).toBe(201);
});

test('an answer that a slower run brings does not replace the one of the run that took over', async () => {
  const attempt = { id: 'slow', body: 'b', run: 'first' };
  expect(await table.claim(attempt, 0)).toBeNull();
  expect(await table.claim({ ...attempt, run: 'second' }, 60_000)).toBeNull();
  await table.save(attempt, '"of the first"');
  await table.release(attempt);
  await table.save({ ...attempt, run: 'second' }, '"of the second"');
  expect(await table.claim({ ...attempt, run: 'third' }, 60_001)).toMatchObject({
    answer: '"of the second"',
  });
});

test('after a day an answer is forgotten, and only then', async () => {
  const attempt = { id: 'old', body: 'b', run: 'r' };
  await table.claim(attempt, 1);
  await table.save(attempt, '"old"');
  expect(await table.claim({ ...attempt, body: 'other', run: 's' }, day)).toMatchObject({ answer: '"old"' });
  await table.purge(day);
  expect(await table.claim({ ...attempt, run: 's' }, day)).toMatchObject({ answer: '"old"' });
  expect(await table.claim({ ...attempt, body: 'other', run: 's' }, day + 1)).toBeNull();
  await table.claim({ ...attempt, id: 'older' }, 2);
  const left = (await rows()).length;
  expect(await forgetAnswers.run({ env, now: day + 2, mark: null })).toBeNull();
  expect(await rows()).toHaveLength(left - 1);
});

test('with the record gone nothing is made', async () => {
  await env.RECORD.exec('ALTER TABLE idempotency RENAME TO idempotency_away');
  expect(await make('cut-off', { name: 'never made' })).toMatchObject({
    status: 503,
    code: 'record_unavailable',
  });
  await env.RECORD.exec('ALTER TABLE idempotency_away RENAME TO idempotency');
});
