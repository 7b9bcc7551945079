import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import { api, callStateless, givenKey } from '../worker/support/calls.ts';
import { crashAt, crashOnCreate, crashPoints, recordOf, ringAlarm } from '../worker/support/faults.ts';
import { givenUpstream } from '../worker/support/upstream.ts';

givenUpstream();

/** Whether the key opens its door: asked of the gateway, as a client would. */
async function isOpen(secret: string): Promise<boolean> {
  const { status } = await callStateless({ secret });
  expect([200, 401, 403]).toContain(status);
  return status === 200;
}

/** `lost`: the caller got no answer to its command. */
async function outcome(command: Promise<unknown>): Promise<string> {
  return command.then(
    () => 'acknowledged',
    (error: unknown) => (error instanceof ApiError ? 'lost' : 'broken'),
  );
}

for (const point of crashPoints) {
  test(`a gate lost at ${point} of disable never leaves the key open by mistake`, async () => {
    const { id, secret } = await givenKey();
    await crashAt(id, point);
    const acknowledged = (await outcome(api.disableKey({ id }))) === 'acknowledged';

    const open = await isOpen(secret);
    expect(open).toBe(point === '0-asked'); // Not even noted: as if it had never been asked.
    expect(open && acknowledged).toBe(false);

    await ringAlarm(id);
    const status = point === '0-asked' ? 'active' : 'disabled';
    expect(await recordOf(id)).toMatchObject({ status });
    expect((await api.readKey({ id })).status).toBe(status);
    expect(await isOpen(secret)).toBe(status === 'active');

    expect((await api.disableKey({ id })).key.status).toBe('disabled');
    expect(await isOpen(secret)).toBe(false);
    expect((await api.enableKey({ id })).key.status).toBe('active');
    expect(await isOpen(secret)).toBe(true);
  });

  test(`a gate lost at ${point} of delete never opens the key again`, async () => {
    const { id, secret } = await givenKey();
    await api.disableKey({ id });
    await crashAt(id, point);
    await outcome(api.deleteKey({ id }));

    expect(await isOpen(secret)).toBe(false);
    await ringAlarm(id);
    expect(await isOpen(secret)).toBe(false);

    const noted = point !== '0-asked';
    expect(await recordOf(id)).toMatchObject({ status: noted ? 'deleted' : 'disabled' });
    const again = await api.enableKey({ id }).catch((error: ApiError) => error.code);
    expect(again).toEqual(noted ? 'key_deleted' : expect.objectContaining({ record: 'written' }));
    expect(await isOpen(secret)).toBe(!noted);
  });

  test(`a gate lost at ${point} of enable is open only if the record says so`, async () => {
    const { id, secret } = await givenKey();
    await api.disableKey({ id });
    await crashAt(id, point);
    await outcome(api.enableKey({ id }));

    // Before the gate has looked into the record, it must stay shut, whatever the record says.
    expect(await isOpen(secret)).toBe(point === '3-done');
    await ringAlarm(id);
    const recorded = point === '2-recorded' || point === '3-done';
    expect(await recordOf(id)).toMatchObject({ status: recorded ? 'active' : 'disabled' });
    expect(await isOpen(secret)).toBe(recorded);

    expect((await api.enableKey({ id })).key.status).toBe('active');
    expect(await isOpen(secret)).toBe(true);
  });
}

for (const point of crashPoints) {
  test(`a gate lost at ${point} of an edit has all of it or nothing, and stays as open as it was`, async () => {
    const { id, secret } = await givenKey();
    const { name } = await api.readKey({ id });
    await crashAt(id, point);
    await outcome(api.editKey({ id, name: `edited at ${point}`, note: 'both or neither' }));

    expect(await isOpen(secret)).toBe(true);
    await ringAlarm(id);
    const recorded = point === '2-recorded' || point === '3-done';
    const after = recorded ? { name: `edited at ${point}`, note: 'both or neither' } : { name, note: '' };
    const key = await api.readKey({ id });
    expect(key).toMatchObject(after);
    expect(await recordOf(id)).toEqual({ status: 'active', rev: point === '1-noted' ? 1 : key.rev });
    expect((await api.editKey({ id, note: 'once more' })).key).toMatchObject({ note: 'once more' });
    expect(await recordOf(id)).toMatchObject({ rev: key.rev + 1 });
  });
}

test('commands that meet in the gate run one after the other', async () => {
  const { id, secret } = await givenKey();
  const commands = Array.from({ length: 20 }, (_, at) =>
    at % 2 === 0 ? api.disableKey({ id }) : api.enableKey({ id }),
  );
  const revisions = (await Promise.all(commands)).map(({ key }) => key.rev);
  expect(new Set(revisions).size).toBe(20);
  const { status } = await api.readKey({ id });
  expect(await recordOf(id)).toEqual({ status, rev: Math.max(...revisions) });
  expect(await isOpen(secret)).toBe(status === 'active');
});

test('a key that dies while it is made is either whole or not there', async () => {
  for (const point of crashPoints) {
    const id = await crashOnCreate(point);
    await ringAlarm(id);
    const recorded = (await recordOf(id))?.status ?? 'none';
    const inForce = await api.readKey({ id }).then(
      ({ status }) => status,
      () => 'none',
    );
    expect(inForce).toBe(recorded);
    expect(recorded).toBe(point === '2-recorded' || point === '3-done' ? 'active' : 'none');
  }
});
