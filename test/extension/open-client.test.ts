import { expect, test } from 'vitest';

import type { Access } from '../../extension/api/access.ts';
import type { Confirmation } from '../../extension/api/create-send.ts';
import { openClient } from '../../extension/api/open-client.ts';
import { deployment } from './support/givens.ts';
import { deviceId, givenDeviceKey, givenNetwork, refused, renewed } from './support/device.ts';
import { givenStored } from './support/stored.ts';

const connection = { address: 'https://keys.example', device: deviceId, ended: null };
const now = 1_764_000_000_000;
const held: Access = {
  token: 'khp_held',
  endsAt: now + 300_000,
  clock: { nonce: '1763999990.held', ahead: 5_000 },
  renewals: 3,
};
const renewal = '/v1/devices/token';

interface Given {
  readonly answer: Parameters<typeof givenNetwork>[0];
  readonly access?: Access | null;
  readonly hasKey?: boolean;
  readonly confirmation?: Confirmation;
}

async function givenClient({ answer, access = held, hasKey = true, confirmation }: Given) {
  const network = givenNetwork(answer);
  const stored = givenStored<Access>(access);
  const lost: string[] = [];
  const client = openClient(connection, {
    fetch: network.fetch,
    key: await givenDeviceKey(hasKey),
    access: stored,
    now: () => now,
    lost: (why) => void lost.push(why),
    ...(confirmation && { confirmation }),
  });
  return { client, sent: network.sent, stored, lost };
}

const deployed = () => Response.json(deployment);

test('a request carries the token, and a proof of its own by the Worker’s clock and nonce', async () => {
  const { client, sent } = await givenClient({ answer: deployed });
  await client.readDeployment({});
  const [request] = sent;
  expect(request).toMatchObject({ path: '/v1/deployment', authorization: 'DPoP khp_held' });
  expect(request?.proof).toMatchObject({
    htm: 'GET',
    htu: 'https://keys.example/v1/deployment',
    iat: now / 1000 + 5,
    nonce: '1763999990.held',
  });
  expect(request?.init).toMatchObject({ cache: 'no-store', credentials: 'omit', redirect: 'error' });
  expect(request?.init.signal).toBeInstanceOf(AbortSignal);
});

test.each([
  ['there is none yet', null],
  ['it is about to end', { ...held, endsAt: now + 29_000 }],
])('a token is asked for where %s, once for all that wait', async (_, access) => {
  const answer: Given['answer'] = ({ path }) => (path === renewal ? renewed() : deployed());
  const { client, sent, stored } = await givenClient({ answer, access });
  await Promise.all([client.readDeployment({}), client.readDeployment({})]);
  expect(sent.map(({ path }) => path)).toEqual([renewal, '/v1/deployment', '/v1/deployment']);
  expect(sent.map(({ authorization }) => authorization)).toEqual([null, 'DPoP khp_new', 'DPoP khp_new']);
  expect(stored.value).toEqual({
    token: 'khp_new',
    endsAt: now + 600_000,
    clock: { nonce: '1764000000.fresh', ahead: 0 },
    renewals: 0,
  });
});

test('a browser whose clock is wrong, or whose nonce is old, signs again as the Worker says', async () => {
  const asked = { 'dpop-nonce': '1764003600.theirs' };
  const { client, sent } = await givenClient({
    access: null,
    answer: ({ path, proof }) => {
      if (path !== renewal) return deployed();
      return proof.nonce === ''
        ? refused('use_dpop_nonce', 401, asked)
        : renewed('khp_new', '1764003601.next');
    },
  });
  await client.readDeployment({});
  expect(sent.map(({ proof: { iat, nonce } }) => [iat, nonce])).toEqual([
    [now / 1000, ''],
    [1_764_003_600, '1764003600.theirs'],
    [1_764_003_601, '1764003601.next'],
  ]);
});

test('a token that the Worker does not take is renewed, and what was asked for is asked again', async () => {
  const { client, sent, lost } = await givenClient({
    answer: ({ path, authorization }) => {
      if (path === renewal) return renewed();
      return authorization === 'DPoP khp_held' ? refused('access_expired', 401) : deployed();
    },
  });
  await expect(client.readDeployment({})).resolves.toEqual(deployment);
  expect(sent.map(({ path }) => path)).toEqual(['/v1/deployment', renewal, '/v1/deployment']);
  expect(lost).toEqual([]);
});

test.each([
  ['device_revoked', 403],
  ['device_expired', 403],
  ['authentication_required', 401],
])('%s ends the connection, whichever request hears of it', async (code, status) => {
  const { client, lost } = await givenClient({ answer: () => refused(code, status) });
  await expect(client.readDeployment({})).rejects.toMatchObject({ code });
  expect(lost).toEqual([code]);
});

test('without its key this browser is nobody, and the Worker is not asked', async () => {
  const { client, sent, lost } = await givenClient({ answer: deployed, hasKey: false });
  await expect(client.readDeployment({})).rejects.toMatchObject({ code: 'authentication_required' });
  expect([sent, lost]).toEqual([[], ['authentication_required']]);
});

test('what another refusal says is passed on, and ends nothing', async () => {
  const { client, lost } = await givenClient({ answer: () => refused('permission_denied', 403) });
  await expect(client.readDeployment({})).rejects.toMatchObject({ code: 'permission_denied' });
  expect(lost).toEqual([]);
});

test('no answer is offline, and one that is not ours is internal', async () => {
  const gone = await givenClient({ answer: () => Promise.reject(new TypeError('Failed to fetch')) });
  await expect(gone.client.readDeployment({})).rejects.toMatchObject({ code: 'offline' });
  const other = await givenClient({ answer: () => new Response('<html>') });
  await expect(other.client.readDeployment({})).rejects.toMatchObject({ code: 'internal' });
});

test('what needs a fresh sign-in waits for it and goes on, under the same Idempotency-Key', async () => {
  const steps: string[] = [];
  const confirmation = {
    begin: () => void steps.push('begin'),
    pause: async () => steps.push('pause') > 0,
    end: () => void steps.push('end'),
  };
  const { client, sent } = await givenClient({
    confirmation,
    answer: (_, count) => (count < 3 ? refused('reauth_required', 403) : refused('name_taken', 409)),
  });
  await expect(client.createKey({ name: 'laptop' })).rejects.toMatchObject({ code: 'name_taken' });
  expect(steps).toEqual(['begin', 'pause', 'pause', 'end']);
  const keys = sent.map(({ init }) => new Headers(init.headers).get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
});

test('a person who does not sign in again is told what was missing', async () => {
  const confirmation = { begin: () => {}, pause: async () => false, end: () => {} };
  const { client } = await givenClient({ confirmation, answer: () => refused('reauth_required', 403) });
  await expect(client.readDeployment({})).rejects.toMatchObject({ code: 'reauth_required' });
});
