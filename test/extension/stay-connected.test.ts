import { expect, test } from 'vitest';

import type { Access } from '../../extension/api/access.ts';
import type { Connection, Ending } from '../../extension/api/connection.ts';
import type { Waiting } from '../../extension/features/pair-browser/waiting.ts';
import { createStayConnectedModel } from '../../extension/features/stay-connected/stay-connected-model.ts';
import { givenDeviceKey } from './support/device.ts';
import { givenStored } from './support/stored.ts';

const connection: Connection = { address: 'https://keys.example', device: 'dev_laptop', ended: null };
const access: Access = { token: 'khp_any', endsAt: 1, clock: { nonce: '', ahead: 0 }, renewals: 0 };
const unpaired = { kind: 'unpaired', address: null, ended: null, isWaiting: false };

async function givenBrowser(held: Connection | null = null, waiting: Waiting | null = null) {
  const kept = {
    connection: givenStored(held),
    waiting: givenStored(waiting),
    access: givenStored(access),
    key: await givenDeviceKey(),
  };
  const lost: ((why: Ending) => void)[] = [];
  let forgotten = 0;
  const model = createStayConnectedModel({
    ...kept,
    open: ({ device }, lose) => {
      lost.push(lose);
      return `work of ${device}`;
    },
    forget: async () => void (forgotten += 1),
    now: () => 1_000,
  });
  await model.start();
  return { model, ...kept, lost, forgotten: () => forgotten };
}

test('a browser that was never paired says so', async () => {
  const { model } = await givenBrowser();
  expect(model.state.value).toEqual(unpaired);
});

test('one that waits for approval says so, until its code is over', async () => {
  const waiting = { address: 'https://keys.example', code: 'WDJB-MJHT', endsAt: 1_001, interval: 5 };
  expect((await givenBrowser(null, waiting)).model.state.value).toEqual({ ...unpaired, isWaiting: true });
  const over = { ...waiting, endsAt: 1_000 };
  expect((await givenBrowser(null, over)).model.state.value).toEqual(unpaired);
});

test('a paired browser goes to work, also after it was closed', async () => {
  const { model } = await givenBrowser(connection);
  expect(model.state.value).toMatchObject({ kind: 'connected', work: 'work of dev_laptop' });
});

test.each(['device_revoked', 'device_expired', 'authentication_required'] as const)(
  '%s takes everything away but where it was, and why',
  async (why) => {
    const browser = await givenBrowser(connection);
    browser.lost[0]?.(why);
    const { address } = connection;
    expect(browser.model.state.value).toEqual({ ...unpaired, address, ended: why });
    await expect.poll(() => browser.connection.value).toEqual({ ...connection, ended: why });
    expect([browser.access.value, await browser.key.read(), browser.forgotten()]).toEqual([null, null, 1]);

    const next = await givenBrowser(browser.connection.value);
    expect(next.model.state.value).toEqual({ ...unpaired, address, ended: why });
  },
);

test('a late refusal of an earlier device does not end a new connection', async () => {
  const browser = await givenBrowser(connection);
  browser.connection.value = { ...connection, device: 'dev_next' };
  await browser.model.start();
  browser.lost[0]?.('device_revoked');
  expect(browser.model.state.value).toMatchObject({ kind: 'connected', work: 'work of dev_next' });
});

test('a page takes up what another page has paired, and lets go when another disconnects', async () => {
  const browser = await givenBrowser();
  browser.connection.value = connection;
  await browser.model.start();
  expect(browser.model.state.value.kind).toBe('connected');
  browser.connection.value = null;
  await browser.model.start();
  expect(browser.model.state.value).toEqual(unpaired);
});

test('disconnecting leaves nothing behind, no key either', async () => {
  const browser = await givenBrowser(connection);
  await browser.model.disconnect();
  expect(browser.model.state.value).toEqual(unpaired);
  expect([browser.connection.value, browser.access.value, await browser.key.read()]).toEqual([
    null,
    null,
    null,
  ]);
  expect(browser.forgotten()).toBe(1);
});
