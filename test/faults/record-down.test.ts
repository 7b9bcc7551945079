import { createExecutionContext, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import worker from '../../worker/index.ts';
import { shelfName } from '../../shared/policy/policy.ts';
import { api, callStateless, givenKey, send } from '../worker/support/calls.ts';
import { giveUpNextWrite, recordDown, recordOf, ringAlarm } from '../worker/support/faults.ts';
import { givenUpstream } from '../worker/support/upstream.ts';
import { token } from '../worker/support/owner.ts';
import { givenToken } from '../worker/support/people.ts';

givenUpstream();

const unavailable = { code: 'record_unavailable' };

async function statusOfCall(secret: string): Promise<number> {
  return (await callStateless({ secret })).status;
}

test('without the record a disable is still in force at once, and is recorded later', async () => {
  const { id, secret } = await givenKey();
  const restore = await recordDown(id);

  const headers = { authorization: `Bearer ${token}`, 'if-match': '*' };
  const response = await send(`/v1/keys/${id}/disable`, { method: 'POST', headers });
  expect(response.status).toBe(202);
  expect(await response.json()).toMatchObject({ key: { status: 'disabled' }, record: 'pending' });
  expect(await statusOfCall(secret)).toBe(403);
  expect((await api.readKey({ id })).status).toBe('disabled');
  expect((await recordOf(id))?.status).toBe('active');

  await restore();
  await ringAlarm(id);
  expect((await recordOf(id))?.status).toBe('disabled');
  expect(await statusOfCall(secret)).toBe(403);
});

test('without the record, whoever has a role in one project only can still disable a key of it', async () => {
  const { id, secret } = await givenKey();
  const operator = await givenToken([{ role: 'operator', project: 'prj_default' }]);
  const restore = await recordDown(id);
  const gone = { prepare: () => ({ bind: () => ({ first: () => Promise.reject(new Error('gone')) }) }) };

  const headers = { authorization: `Bearer ${operator.secret}`, 'if-match': '*' };
  const request = new Request<unknown, IncomingRequestCfProperties>(
    `http://keys.test/v1/keys/${id}/disable`,
    { method: 'POST', headers },
  );
  // A stand-in for what would be asked of the record on the way.
  const alone = { ...env, RECORD: gone as unknown as D1Database };
  const response = await worker.fetch(request, alone, createExecutionContext());
  expect(response.status).toBe(202);
  expect(await statusOfCall(secret)).toBe(403);
  await restore();
});

test('without the record nothing is opened and nothing is shown', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  const restore = await recordDown(id);
  await expect(api.enableKey({ id })).rejects.toMatchObject(unavailable);
  await expect(api.revealKey({ id })).rejects.toMatchObject(unavailable);
  expect(await statusOfCall(secret)).toBe(403);

  await restore();
  await ringAlarm(id);
  expect((await api.readKey({ id })).status).toBe('disabled');
  expect((await api.enableKey({ id })).key.status).toBe('active');
});

test('without the record calls of an active key go on', async () => {
  const { id, secret } = await givenKey();
  await recordDown(id);
  expect(await statusOfCall(secret)).toBe(200);
});

test('a delete that waits for the record is already final', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  const restore = await recordDown(id);
  expect(await api.deleteKey({ id })).toMatchObject({ record: 'pending' });
  await expect(api.enableKey({ id })).rejects.toMatchObject({ code: 'key_deleted' });
  expect(await statusOfCall(secret)).toBe(401);
  await restore();
  await ringAlarm(id);
  expect((await recordOf(id))?.status).toBe('deleted');
});

test('disable and delete that both wait are recorded in their order', async () => {
  const { id } = await givenKey();
  const restore = await recordDown(id);
  await api.disableKey({ id });
  await api.deleteKey({ id });
  await restore();
  await ringAlarm(id);
  const { results } = await env.RECORD.prepare('SELECT action, rev FROM audit WHERE subject = ? ORDER BY rev')
    .bind(id)
    .all();
  expect(results).toEqual([
    { action: 'key.create', rev: 1 },
    { action: 'key.disable', rev: 2 },
    { action: 'key.delete', rev: 3 },
  ]);
});

test('an enable that was given up and lands late opens nothing', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  const land = await giveUpNextWrite(id);
  await expect(api.enableKey({ id })).rejects.toMatchObject(unavailable);
  await ringAlarm(id); // Dropped: its revision is taken.

  expect(await land()).toBe('conflict');
  expect((await recordOf(id))?.status).toBe('disabled');
  expect(await statusOfCall(secret)).toBe(403);
  expect((await api.enableKey({ id })).key.status).toBe('active');
});

test('a disable passes an enable whose fate nobody knows', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  const restore = await recordDown(id);
  await expect(api.enableKey({ id })).rejects.toMatchObject(unavailable);
  expect(await api.disableKey({ id })).toMatchObject({ key: { status: 'disabled' }, record: 'pending' });
  await expect(api.deleteKey({ id })).rejects.toMatchObject(unavailable);
  await restore();
  await ringAlarm(id);
  expect(await statusOfCall(secret)).toBe(403);
  expect((await recordOf(id))?.status).toBe('disabled');
});

test('a policy that cannot be read lets nothing through', async () => {
  const fields = { name: 'unread', images: 'all' as const, release: null, maxRunMinutes: 60 };
  const policy = await api.createPolicy(fields); // Nobody has read it yet: what was, is remembered.
  const shelved = shelfName(policy);
  const whole = await env.SHELF.get(shelved, 'text');
  const { secret } = await api.createKey({ name: 'unread', policyId: policy.id });
  const spoilt = whole?.replace('"images":"all"', '"images":"every"') ?? '';
  expect(spoilt).not.toBe(whole);
  for (const broken of ['not json', '{}', spoilt]) {
    await env.SHELF.put(shelved, broken);
    expect(await statusOfCall(secret)).toBe(503);
  }
  await env.SHELF.delete(shelved);
  expect(await statusOfCall(secret)).toBe(503);
  await env.SHELF.put(shelved, whole ?? '');
  expect(await statusOfCall(secret)).toBe(200);
});

test('a gate that fails, or whose state cannot be read, lets nothing through', async () => {
  const { id, secret } = await givenKey();
  const gate = env.GATE.getByName(id);
  await runInDurableObject(gate, (instance) => {
    instance.admit = () => Promise.reject(new Error('broken'));
  });
  const response = await callStateless({ secret });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.text()).not.toContain('broken');

  await runInDurableObject(gate, (_, state) =>
    state.storage.kv.put('state', { record: { status: 'active' }, pending: [] }),
  );
  await runInDurableObject(gate, (_, state) => state.storage.sync().then(() => state.abort('restart'))).catch(
    () => null,
  );
  expect(await statusOfCall(secret)).toBe(503);
  await expect(api.enableKey({ id })).rejects.toMatchObject({ code: 'gate_unavailable' });
});

test('a secret moved to another key does not open there', async () => {
  const [one, other] = [await givenKey(), await givenKey()];
  const stateOf = (id: string) => env.GATE.getByName(id);
  type Stored = { record: { sealed: unknown } };
  const sealed = await runInDurableObject(
    stateOf(one.id),
    (_, { storage }) => storage.kv.get<Stored>('state')?.record.sealed,
  );
  await runInDurableObject(stateOf(other.id), async (_, state) => {
    const own = state.storage.kv.get<Stored>('state');
    state.storage.kv.put('state', { ...own, record: { ...own?.record, sealed } });
    await state.storage.sync();
    state.abort('restart');
  }).catch(() => null);
  await expect(api.revealKey({ id: other.id })).rejects.toMatchObject({ code: 'secret_unavailable' });
});
