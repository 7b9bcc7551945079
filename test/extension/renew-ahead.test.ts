import { expect, test } from 'vitest';

import type { Access } from '../../extension/api/access.ts';
import type { Connection } from '../../extension/api/connection.ts';
import { createRenewAhead } from '../../extension/features/stay-connected/renew-ahead.ts';
import { givenDeviceKey, givenNetwork, refused, renewed } from './support/device.ts';
import { givenStored } from './support/stored.ts';

const connection: Connection = { address: 'https://keys.example', device: 'dev_laptop', ended: null };
const start = 1_764_000_000_000;
const held: Access = {
  token: 'khp_held',
  endsAt: start + 600_000,
  clock: { nonce: '', ahead: 0 },
  renewals: 0,
};

async function givenBackground(
  access: Access | null = held,
  answer: () => Response | Promise<Response> = () => renewed(),
) {
  const { sent, fetch } = givenNetwork(answer);
  const stored = givenStored(access);
  const wakes: number[] = [];
  let now = start;
  const ahead = createRenewAhead({
    fetch,
    connection: givenStored(connection),
    access: stored,
    key: await givenDeviceKey(),
    wake: async (seconds) => void wakes.push(seconds),
    now: () => now,
  });
  return { ahead, sent, stored, wakes, pass: (ms: number) => (now += ms) };
}

test('the token is renewed two minutes before it ends', async () => {
  const { ahead, sent, stored, wakes, pass } = await givenBackground();
  await ahead.plan();
  expect(wakes).toEqual([480]);
  await ahead.renew();
  expect(sent).toEqual([]); // Woken too early, it waits.
  pass(480_000);
  await ahead.renew();
  expect(stored.value).toMatchObject({ token: 'khp_new', endsAt: start + 1_080_000, renewals: 1 });
});

test('after an hour in which no page needed it, nothing is asked any more', async () => {
  const { ahead, wakes } = await givenBackground({ ...held, renewals: 6 });
  await ahead.plan();
  expect(wakes).toEqual([]);
});

test('what does not work is left to the page that needs it', async () => {
  const failing = () => Promise.reject(new TypeError('offline'));
  for (const answer of [failing, () => refused('device_revoked', 403)]) {
    const { ahead, stored, pass } = await givenBackground(held, answer);
    pass(590_000);
    await ahead.renew();
    expect(stored.value).toEqual(held);
  }
  const { ahead, sent } = await givenBackground(null);
  await ahead.renew();
  expect(sent).toEqual([]);
});
