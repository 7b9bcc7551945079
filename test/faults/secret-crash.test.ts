import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { chainOf, flushEvents, isWhole } from '../worker/support/audit.ts';
import { api, callLegacy, callStateless, givenKey, initialize } from '../worker/support/calls.ts';
import {
  crashAt,
  crashPoints,
  giveUpNextWrite,
  recordOf,
  ringAlarm,
  type CrashPoint,
} from '../worker/support/faults.ts';
import { givenUpstream } from '../worker/support/upstream.ts';

givenUpstream();

const by = { actor: 'tests', device: null, requestId: 'crash' };

async function statusOf(secret: string): Promise<number> {
  return (await callStateless({ secret })).status;
}

const isRecorded = (point: CrashPoint) => point === '2-recorded' || point === '3-done';

/** Runs a command whose answer may get lost. */
async function lost(command: Promise<unknown>): Promise<void> {
  await command.catch(() => null);
}

async function expectWhole(id: string): Promise<void> {
  expect(await isWhole(await chainOf(id))).toBe(true);
}

test.each(crashPoints)(
  'a gate lost at %s of a rotation at once never lets the old value in again',
  async (point) => {
    const { id, secret } = await givenKey();
    await crashAt(id, point);
    await lost(api.rotateKey({ id, overlapSeconds: 0 }));
    const isNoted = point !== '0-asked';
    expect(await statusOf(secret)).toBe(isNoted ? 401 : 200);

    await ringAlarm(id);
    expect(await statusOf(secret)).toBe(isNoted ? 401 : 200);
    expect((await recordOf(id))?.rev).toBe(isNoted ? 2 : 1);
    const now = (await api.revealKey({ id })).secret; // The very one that was sealed before the gate was lost.
    expect(now === secret).toBe(!isNoted);
    expect(await statusOf(now)).toBe(200);
    await expectWhole(id);
  },
);

test.each(crashPoints)(
  'a gate lost at %s of a rotation with overlap has both values or the old one',
  async (point) => {
    const { id, secret } = await givenKey();
    await crashAt(id, point);
    await lost(api.rotateKey({ id, overlapSeconds: 3_600 }));
    expect(await statusOf(secret)).toBe(200);
    await ringAlarm(id);
    expect(await statusOf(secret)).toBe(200);
    const { key } = await api.editKey({ id, note: 'settled' });
    expect(key.previous === null).toBe(!isRecorded(point));
    expect(await statusOf((await api.revealKey({ id })).secret)).toBe(200);
    await expectWhole(id);
  },
);

test.each(crashPoints)(
  'a gate lost at %s of the end of an overlap never opens to the old value by mistake',
  async (point) => {
    const { id, secret } = await givenKey();
    await api.rotateKey({ id, overlapSeconds: 3_600 });
    await crashAt(id, point);
    await lost(api.cutPreviousValue({ id }));
    const left = point === '0-asked' ? 200 : 401;
    expect(await statusOf(secret)).toBe(left);
    await ringAlarm(id);
    expect(await statusOf(secret)).toBe(left);
    await expectWhole(id);
  },
);

test.each(crashPoints)(
  'a gate lost at %s of a drain starts nothing new, and what was open goes on',
  async (point) => {
    const { id, secret } = await givenKey();
    const session = await initialize(secret);
    await crashAt(id, point);
    await lost(api.disableKey({ id, mode: 'drain' }));
    const isNoted = point !== '0-asked';
    const goesOn = async () => (await callLegacy({ secret, headers: { 'mcp-session-id': session } })).status;
    expect(await goesOn()).toBe(200);
    if (isNoted) expect(await initialize(secret)).toBe('none');
    await ringAlarm(id);
    expect(await goesOn()).toBe(200);
    expect((await recordOf(id))?.status).toBe(isNoted ? 'disabled' : 'active');
    await api.disableKey({ id });
    expect(await goesOn()).toBe(403);
    await expectWhole(id);
  },
);

test.each(crashPoints)(
  'a gate lost at %s of an exposure is shut once it was noted, and stays so',
  async (point) => {
    const { id, secret } = await givenKey();
    await crashAt(id, point);
    await lost(env.GATE.getByName(id).expose(true, by));
    const isNoted = point !== '0-asked';
    expect(await statusOf(secret)).toBe(isNoted ? 403 : 200);
    await ringAlarm(id);
    expect(await statusOf(secret)).toBe(isNoted ? 403 : 200);
    if (isNoted) await expect(api.enableKey({ id })).rejects.toMatchObject({ code: 'key_exposed' });
    await expectWhole(id);
  },
);

test.each(crashPoints)('a gate lost at %s of a change of policy has one or the other', async (point) => {
  const { id, secret } = await givenKey();
  const { id: policyId } = await api.createPolicy({
    name: `crash at ${point}`,
    images: ['code_latest'],
    release: null,
    maxRunMinutes: 10,
  });
  await crashAt(id, point);
  await lost(api.assignPolicy({ id, policyId }));
  await ringAlarm(id);
  const { policy } = await api.readKey({ id });
  expect(policy.id).toBe(isRecorded(point) ? policyId : 'pol_default');
  expect(await statusOf(secret)).toBe(isRecorded(point) ? 403 : 200);
  await expectWhole(id);
});

test.each(['before', 'after'] as const)(
  'events of a gate that is lost %s the record has them are written once',
  async (when) => {
    const { id, secret } = await givenKey();
    await api.disableKey({ id });
    await callStateless({ secret });
    await runInDurableObject(env.GATE.getByName(id), ({ parts: { table } }, state) => {
      const real = table.append;
      table.append = async (lines) => {
        await state.storage.sync();
        if (when === 'after') await real(lines);
        state.abort('crash');
        return new Promise(() => undefined);
      };
    });
    await flushEvents(id).catch(() => null);
    await flushEvents(id);
    const lines = await chainOf(id);
    expect(lines.map(({ action }) => action)).toEqual(['key.create', 'key.disable', 'call.refuse']);
    await expectWhole(id);
  },
);

test('a command that was given up and lands late makes neither gap nor fork', async () => {
  const { id } = await givenKey();
  const land = await giveUpNextWrite(id);
  await expect(api.editKey({ id, note: 'late' })).rejects.toMatchObject({ code: 'record_unavailable' });
  await land();
  await api.editKey({ id, note: 'next' });
  expect((await chainOf(id)).map(({ action, rev }) => [action, rev])).toEqual([
    ['key.create', 1],
    ['key.edit', 2],
    ['key.edit', 3],
  ]);
  await expectWhole(id);
});
