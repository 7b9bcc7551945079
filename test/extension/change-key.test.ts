import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import {
  givenCache,
  givenClient,
  givenKey,
  givenModel,
  givenSession,
  givenWorker,
  today,
} from './support/givens.ts';

const laptop = givenKey('laptop');
const off = givenKey('off', { status: 'disabled' });

test('a disable asks first and counts the open sessions it will cut', async () => {
  const ended = givenSession(laptop.id, { at: today, reason: 'client' });
  const sessions = [givenSession(laptop.id), ended, givenSession(laptop.id)];
  const disabled: string[] = [];
  const client = givenClient({
    listSessions: async () => ({ sessions }),
    disableKey: async ({ id }) => {
      disabled.push(id);
      return { key: { ...laptop, status: 'disabled' }, record: 'written' };
    },
  });
  const { change, list } = givenModel({ client, cache: givenCache(laptop) });

  await change.ask('disable', laptop);
  expect(change.asking.value).toMatchObject({ keyId: laptop.id, openSessions: 2 });
  expect(disabled).toEqual([]);

  await change.confirm(laptop);
  expect(disabled).toEqual([laptop.id]);
  expect(list.rows.value[0]?.status).toBe('disabled');
  expect(change.asking.value).toBeNull();
});

test('sessions that cannot be counted do not keep a key open', async () => {
  const disableKey = givenWorker(laptop).disableKey;
  const { change, list } = givenModel({ client: givenClient({ disableKey }), cache: givenCache(laptop) });
  await change.ask('disable', laptop);
  expect(change.asking.value?.openSessions).toBeNull();
  await change.confirm(laptop);
  expect(list.rows.value[0]?.status).toBe('disabled');
});

test('a change that is in force counts, though its record is still pending', async () => {
  const disableKey = async () => ({
    key: { ...laptop, status: 'disabled' as const },
    record: 'pending' as const,
  });
  const { change, list } = givenModel({ client: givenClient({ disableKey }), cache: givenCache(laptop) });
  await change.ask('disable', laptop);
  await change.confirm(laptop);
  expect(list.rows.value[0]?.status).toBe('disabled');
});

test('a question that was taken back does nothing', async () => {
  const { change, list } = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop) });
  await change.ask('disable', laptop);
  change.cancel();
  await change.confirm(laptop);
  expect(list.rows.value[0]?.status).toBe('active');
});

test('a deleted key leaves the list', async () => {
  const { change, list } = givenModel({ client: givenWorker(off), cache: givenCache(off, laptop) });
  await change.ask('delete', off);
  await change.confirm(off);
  expect(list.rows.value).toEqual([laptop]);
});

test('an enabled key is enabled at once', async () => {
  const model = givenModel({ client: givenWorker(off), cache: givenCache(off) });
  await model.change.enable(off);
  expect(model.list.rows.value[0]?.status).toBe('active');
  expect(model.spoken.value?.message).toBe('saidEnabled');
});

test('a key that turned out to be otherwise is read again', async () => {
  const worker = givenWorker(laptop);
  const client = { ...worker, deleteKey: () => Promise.reject(new ApiError('key_active')) };
  const { change, list } = givenModel({ client, cache: givenCache({ ...laptop, status: 'disabled' }) });
  await change.ask('delete', laptop);
  await change.confirm(laptop);
  expect(change.failed.value).toEqual({ keyId: laptop.id, failure: 'key_active' });
  await expect.poll(() => list.rows.value[0]?.status, { interval: 5 }).toBe('active');
});
