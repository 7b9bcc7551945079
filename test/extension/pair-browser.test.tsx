import { expect, test } from 'vitest';

import type { Access } from '../../extension/api/access.ts';
import type { Connection } from '../../extension/api/connection.ts';
import { openPairingClient } from '../../extension/api/open-pairing-client.ts';
import { thumbprintOf } from '../../extension/api/sign-proof.ts';
import {
  createPairBrowserModel,
  type PairBrowserDeps,
} from '../../extension/features/pair-browser/pair-browser-model.ts';
import { PairBrowser } from '../../extension/features/pair-browser/pair-browser.tsx';
import type { Waiting } from '../../extension/features/pair-browser/waiting.ts';
import { thumbprintWords } from '../../shared/people/thumbprint-words.ts';
import { deviceId, givenDeviceKey, givenNetwork, refused, renewed } from './support/device.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, type, until } from './support/screen.ts';
import { givenStored } from './support/stored.ts';

const start = 1_764_000_000_000;
const address = 'https://keys.example';
const code = 'WDJB-MJHT';
const started = () =>
  Response.json(
    {
      userCode: code,
      verificationUri: 'https://evil.example/pair',
      verificationUriComplete: 'https://evil.example/pair',
      expiresIn: 600,
      interval: 5,
    },
    { status: 201 },
  );

/** A Worker that answers each question after the pairing by the next of `answers`, and the last for good. */
async function givenPairing(
  answers: (() => Response | Promise<Response>)[],
  given: Partial<PairBrowserDeps> = {},
) {
  let asked = 0;
  const { sent, fetch } = givenNetwork(({ path }) => {
    if (path === '/v1/devices/pairings') return started();
    asked += 1;
    return (answers[asked - 1] ?? answers.at(-1) ?? started)();
  });
  const time = { now: start };
  const waits: number[] = [];
  const tabs: string[] = [];
  const kept = {
    waiting: givenStored<Waiting>(),
    connection: givenStored<Connection>(),
    access: givenStored<Access>(),
  };
  const key = await givenDeviceKey(false);
  const model = createPairBrowserModel({
    address: 'http://127.0.0.1:8787',
    name: 'Firefox, Linux',
    failure: null,
    ...kept,
    key,
    openClient: (at, pair) => openPairingClient(at, { fetch, key: pair, now: () => time.now }),
    openTab: (url) => void tabs.push(url),
    later: (delay, act) => {
      waits.push(delay);
      time.now += delay;
      queueMicrotask(act);
      return () => {};
    },
    untilSeen: async (delay) => void (waits.push(delay), (time.now += delay)),
    now: () => time.now,
    ...given,
  });
  renderPage(<PairBrowser model={model} />);
  return { model, sent, waits, tabs, key, ...kept, time };
}

function submit(at = address) {
  type(byRole('textbox', 'Address'), at);
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
}

/** Waits for nobody: what is asked later is asked never. */
const never = { untilSeen: () => new Promise<never>(() => {}) };
const pending = () => refused('authorization_pending', 400);

test('it shows a code and the words of its own key, and opens the page of the address that was typed', async () => {
  const { tabs, key, sent, waiting } = await givenPairing([pending], never);
  submit(' keys.example/ ');
  await findText(code);
  const pair = await key.read();
  const words = pair && thumbprintWords(await thumbprintOf(pair)).join(' ');
  await findText(words ?? 'none');
  await until(() => expect(tabs).toEqual(['https://keys.example/pair?code=WDJB-MJHT']));
  expect(sent[0]?.proof).toMatchObject({ htm: 'POST', htu: 'https://keys.example/v1/devices/pairings' });
  expect(waiting.value).toEqual({ address, code, endsAt: start + 600_000, interval: 5 });

  byRole('button', 'Open the page again').click();
  expect(tabs).toHaveLength(2);
});

test('it asks as often as it may until somebody approves, then this browser is paired', async () => {
  const { connection, access, waits, waiting } = await givenPairing([
    pending,
    () => refused('slow_down', 400),
    () => Promise.reject(new TypeError('offline')),
    pending,
    () => renewed('khp_first'),
  ]);
  submit();
  await until(() => expect(connection.value).toEqual({ address, device: deviceId, ended: null }));
  expect(waits).toEqual([5000, 5000, 10_000, 10_000, 10_000]);
  expect(access.value).toMatchObject({
    token: 'khp_first',
    renewals: 0,
    clock: { nonce: '1764000000.fresh' },
  });
  expect(waiting.value).toBeNull();
});

test.each([
  ['access_denied', 400, 'Somebody denied this browser'],
  ['expired_token', 400, 'The code is over'],
  ['pairing_limit', 429, 'Too many attempts'],
])('%s is said, and another code can be had', async (why, status, sentence) => {
  const { connection, waiting } = await givenPairing([() => refused(why, status)]);
  submit();
  await findText(sentence);
  await findByRole('button', 'Pair this browser');
  expect([connection.value, waiting.value]).toEqual([null, null]);
});

test('a network that stays away lets the code run out', async () => {
  await givenPairing([() => Promise.reject(new TypeError('offline'))]);
  submit();
  await findText('The code is over');
});

test('a page that is loaded anew goes on with the same code', async () => {
  const found = { address, code, endsAt: start + 60_000, interval: 5 };
  const { model, connection } = await givenPairing([() => renewed()], {
    waiting: givenStored<Waiting>(found),
    key: await givenDeviceKey(),
  });
  await model.resume();
  await until(() => expect(connection.value).toMatchObject({ address, device: deviceId }));
});

test('one that is over, or whose key is gone, is not gone on with', async () => {
  const found = { address, code, endsAt: start, interval: 5 };
  const over = await givenPairing([pending], {
    waiting: givenStored<Waiting>(found),
    key: await givenDeviceKey(),
  });
  await over.model.resume();
  const keyless = { ...found, endsAt: start + 60_000 };
  const gone = await givenPairing([pending], { waiting: givenStored<Waiting>(keyless) });
  await gone.model.resume();
  expect([over.sent, gone.sent]).toEqual([[], []]);
});

test('whoever changes their mind can start again', async () => {
  const { waiting } = await givenPairing([pending], never);
  submit();
  await findText(code);
  byRole('button', 'Cancel').click();
  await findByRole('button', 'Pair this browser');
  await until(() => expect(waiting.value).toBeNull());
});

test.each([
  ['not an address', 'This is not an address.', 'Address'],
  ['http://keys.example', 'Over http', 'Address'],
])('%j is refused before a key is made', async (typed, sentence, field) => {
  const { sent, key } = await givenPairing([pending]);
  submit(typed);
  await findText(sentence);
  expect(byRole('textbox', field).getAttribute('aria-invalid')).toBe('true');
  expect([sent, await key.read()]).toEqual([[], null]);
});

test('something else at the address is told apart from no network, and from a Keyharbor that is not set up', async () => {
  const unready = givenNetwork(() => refused('not_configured', 503));
  const other = givenNetwork(() => new Response('<html>'));
  const gone = givenNetwork(() => Promise.reject(new TypeError('offline')));
  for (const [network, sentence] of [
    [other, 'Something answers at this address, but it is not Keyharbor.'],
    [unready, 'Keyharbor is not set up yet.'],
    [gone, 'Keyharbor cannot be reached.'],
  ] as const) {
    await givenPairing([pending], {
      openClient: (at, pair) => openPairingClient(at, { fetch: network.fetch, key: pair, now: () => start }),
    });
    submit();
    await findText(sentence);
  }
});

test('why this browser is no longer paired is said from the start', async () => {
  await givenPairing([pending], { failure: 'device_revoked' });
  await findText('This browser was revoked. Pair it again to go on.');
});
