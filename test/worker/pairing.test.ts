import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { thumbprintWords } from '../../shared/people/thumbprint-words.ts';
import { refuse } from '../../shared/result.ts';
import { api, send } from './support/calls.ts';
import { chainOf } from './support/audit.ts';
import { givenBrowser, givenDevice, givenPerson } from './support/device.ts';
import { owner } from './support/owner.ts';
import { directory, everywhere, givenToken } from './support/people.ts';

const by = { actor: 'usr_tests', device: null, requestId: 'tests' };

/** Time goes by for everything in one column of the directory. */
async function shift(table: string, column: string, ms: number): Promise<void> {
  await runInDurableObject(directory(), (_, { storage: { sql } }) => {
    sql.exec(`UPDATE ${table} SET ${column} = ${column} + ?`, ms);
  });
}

const wrongCode = 'BBBB-BBBB';

test('a browser is paired: it shows a code, a person approves what they see, and it gets an access token', async () => {
  const browser = await givenBrowser();
  const person = await givenPerson();
  const started = await browser.request('/v1/devices/pairings', { body: { name: ' Ada’s laptop ' } });
  expect(started.status).toBe(201);
  const { userCode, ...rest } = await started.json<{ userCode: string }>();
  expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  expect(rest).toEqual({
    verificationUri: 'http://keys.test/pair',
    verificationUriComplete: `http://keys.test/pair?code=${userCode}`,
    expiresIn: 600,
    interval: 5,
  });

  expect(await browser.renewAccess()).toMatchObject({
    status: 400,
    code: 'authorization_pending',
    interval: 5,
  });
  const seen = await directory().readPairing(userCode.toLowerCase().replace('-', ' '), person);
  if (!seen.ok) throw new Error(seen.code);
  const { thumbprint } = seen.value;
  const words = thumbprintWords(thumbprint);
  expect(seen.value).toMatchObject({ name: 'Ada’s laptop', words, createdAt: expect.any(Number) });

  const approved = await directory().approvePairing(userCode, person, 1000, by);
  expect(approved).toMatchObject({
    ok: true,
    value: { name: 'Ada’s laptop', personId: person, thumbprint, state: 'active', signedInAt: 1000 },
  });
  const renewed = await browser.renewAccess();
  expect(renewed).toMatchObject({ status: 200, expiresIn: 600, person: { id: person, name: 'Ada' } });
  expect(renewed.accessToken).toMatch(/^khp_/);
  const [line] = await chainOf(renewed.device.id);
  expect(line).toMatchObject({ action: 'device.pair', actor: 'usr_tests' });
  expect(JSON.parse(String(line?.after))).toEqual({ name: 'Ada’s laptop', thumbprint, person });
});

test('whoever asks too soon has to wait longer each time', async () => {
  const browser = await givenBrowser();
  await browser.startPairing();
  await browser.renewAccess();
  expect(await browser.renewAccess()).toMatchObject({ status: 400, code: 'slow_down', interval: 10 });
  await shift('pairings', 'polled_at', -5_000);
  expect(await browser.renewAccess()).toMatchObject({ status: 400, code: 'slow_down', interval: 15 });
  await shift('pairings', 'polled_at', -15_000);
  expect(await browser.renewAccess()).toMatchObject({
    status: 400,
    code: 'authorization_pending',
    interval: 15,
  });
});

test('a code is over after ten minutes, for the browser and for whoever types it', async () => {
  const browser = await givenBrowser();
  const person = await givenPerson();
  const code = await browser.startPairing();
  await shift('pairings', 'ends_at', -600_001);
  expect(await browser.renewAccess()).toMatchObject({ status: 400, code: 'expired_token' });
  expect(await directory().approvePairing(code, person, 0, by)).toEqual(refuse('pairing_not_found'));
});

test('a denied browser is told so, and can start again with another code', async () => {
  const browser = await givenBrowser();
  const person = await givenPerson();
  const code = await browser.startPairing();
  expect(await directory().denyPairing(code, person, by)).toMatchObject({ ok: true });
  expect(await browser.renewAccess()).toMatchObject({ status: 400, code: 'access_denied' });
  expect(await directory().approvePairing(code, person, 0, by)).toEqual(refuse('pairing_not_found'));

  const next = await browser.startPairing();
  expect(next).not.toBe(code);
  expect(await directory().approvePairing(next, person, 0, by)).toMatchObject({ ok: true });
  expect(await browser.renewAccess()).toMatchObject({ status: 200 });
});

test('a code serves once, and a key that is a device already starts no other pairing', async () => {
  const browser = await givenBrowser();
  const person = await givenPerson();
  const code = await browser.startPairing();
  expect(await directory().approvePairing(code, person, 0, by)).toMatchObject({ ok: true });
  expect(await directory().approvePairing(code, person, 0, by)).toEqual(refuse('pairing_not_found'));
  const again = await browser.request('/v1/devices/pairings', { body: { name: 'again' } });
  expect([again.status, await again.json()]).toMatchObject([409, { code: 'device_paired' }]);
});

test('nothing opens while the record cannot say who opened it', async () => {
  const browser = await givenBrowser();
  const person = await givenPerson();
  const code = await browser.startPairing();
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  expect(await directory().approvePairing(code, person, 0, by)).toEqual(refuse('record_unavailable'));
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');
  expect(await browser.renewAccess()).toMatchObject({ code: 'authorization_pending' });
  expect(await directory().approvePairing(code, person, 0, by)).toMatchObject({ ok: true });
});

test('five wrong codes in ten minutes are all that one person may type; others go on', async () => {
  const browser = await givenBrowser();
  const [guesser, other] = [await givenPerson(), await givenPerson()];
  const code = await browser.startPairing();
  for (let time = 1; time <= 5; time += 1)
    expect(await directory().readPairing(wrongCode, guesser)).toEqual(refuse('pairing_not_found'));
  expect(await directory().readPairing(code, guesser)).toEqual(refuse('pairing_limit'));
  expect(await directory().approvePairing(code, guesser, 0, by)).toEqual(refuse('pairing_limit'));
  expect(await directory().denyPairing(code, guesser, by)).toEqual(refuse('pairing_limit'));
  expect(await directory().readPairing(code, other)).toMatchObject({ ok: true });

  await shift('code_guesses', 'at', -600_000);
  expect(await directory().readPairing(code, guesser)).toMatchObject({ ok: true });
});

test('a hundred wrong codes a minute are all that everybody together may type', async () => {
  const code = await (await givenBrowser()).startPairing();
  const people = Array.from({ length: 20 }, (_, at) => `usr_${String(at).padStart(22, '0')}`);
  for (const person of people)
    for (let time = 1; time <= 5; time += 1) await directory().readPairing(wrongCode, person);
  const fresh = await givenPerson();
  expect(await directory().readPairing(code, fresh)).toEqual(refuse('pairing_limit'));
  await shift('code_guesses', 'at', -60_000);
  expect(await directory().readPairing(code, fresh)).toMatchObject({ ok: true });
});

test('an address starts ten pairings a minute and no more', async () => {
  const headers = { 'cf-connecting-ip': '203.0.113.77' };
  const answers: unknown[] = [];
  for (let time = 1; time <= 11; time += 1) {
    const browser = await givenBrowser();
    const answer = await browser.request('/v1/devices/pairings', { body: { name: 'many' }, headers });
    answers.push(answer.status, (await answer.json<{ code?: string }>()).code);
  }
  expect(answers.slice(-4)).toEqual([201, undefined, 429, 'pairing_limit']);
});

test('pairing needs a proof: none, a wrong one and a replayed one are refused', async () => {
  const browser = await givenBrowser();
  await browser.startPairing();
  const bare = await send('/v1/devices/token', { method: 'POST' });
  expect([bare.status, await bare.json()]).toMatchObject([401, { code: 'invalid_proof', reason: 'missing' }]);
  expect(bare.headers.get('www-authenticate')).toContain('invalid_dpop_proof');

  const proof = { claims: { jti: 'seen before, seen before' } };
  const first = await browser.request('/v1/devices/token', { proof });
  expect(await first.json()).toMatchObject({ code: 'authorization_pending' });
  const again = await browser.request('/v1/devices/token', { proof });
  expect(await again.json()).toMatchObject({ code: 'invalid_proof', reason: 'replayed' });
});

test('a key that never started a pairing gets nothing', async () => {
  expect(await (await givenBrowser()).renewAccess()).toMatchObject({
    status: 401,
    code: 'authentication_required',
  });
});

test('a browser is approved by the token of the setup, or by a device whose person has just signed in', async () => {
  const [byToken, byDevice] = [await givenBrowser(), await givenBrowser()];
  expect(await api.approvePairing({ code: await byToken.startPairing() })).toMatchObject({ personId: owner });
  expect(await byToken.renewAccess()).toMatchObject({ status: 200, person: { id: owner } });

  const device = await givenDevice();
  const approved = await device.api.approvePairing({ code: await byDevice.startPairing() });
  expect(approved).toMatchObject({ personId: device.personId });
  const { devices } = await device.api.listDevices({});
  expect(devices.map(({ id, signedInAt }) => [id, signedInAt])).toEqual([
    [approved.id, devices[1]?.signedInAt],
    [device.id, devices[1]?.signedInAt],
  ]);
});

test('neither a token for something else nor a sign-in of yesterday approves a browser', async () => {
  const code = await (await givenBrowser()).startPairing();
  const { api: script } = await givenToken(everywhere('owner'), { actions: ['keys.read', 'devices.read'] });
  await expect(script.approvePairing({ code })).rejects.toMatchObject({ code: 'permission_denied' });
  const stale = await givenDevice(await givenPerson(), Date.now() - 24 * 3_600_000);
  await expect(stale.api.approvePairing({ code })).rejects.toMatchObject({ code: 'reauth_required' });
});
