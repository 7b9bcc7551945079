import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { deviceUnusedMs } from '../../shared/people/device.ts';
import { refuse } from '../../shared/result.ts';
import { countLook } from '../../worker/people/count-look.ts';
import { chainOf } from './support/audit.ts';
import { givenBrowser, givenDevice, givenPerson } from './support/device.ts';
import { directory } from './support/people.ts';

const by = { actor: 'usr_tests', device: null, requestId: 'tests' };
const member = [{ role: 'member', project: 'prj_default' }] as const;

/** Changes one column of a device, as time or a broken disk would. */
async function put(device: string, column: string, value: number): Promise<void> {
  await runInDurableObject(directory(), (_, { storage: { sql } }) => {
    sql.exec(`UPDATE devices SET ${column} = ? WHERE id = ?`, value, device);
  });
}

test('a paired browser asks as its person, and the audit names both', async () => {
  const { api, id, personId } = await givenDevice();
  const { key } = await api.createKey({ name: 'by a device' });
  expect(await chainOf(key.id)).toMatchObject([{ action: 'key.create', actor: personId, device: id }]);
});

test('a device opens no more than its person may, at this moment', async () => {
  const { api, personId } = await givenDevice(await givenPerson(member));
  await expect(api.listDevices({ of: 'all' })).rejects.toMatchObject({ code: 'permission_denied' });

  await runInDurableObject(directory(), ({ parts: { people } }) => {
    const person = people.read(personId);
    if (person) people.write({ ...person, disabled: true });
  });
  await expect(api.listDevices({})).rejects.toMatchObject({ code: 'person_disabled' });
  await runInDurableObject(directory(), ({ parts: { people } }) => people.remove(personId));
  await expect(api.listDevices({})).rejects.toMatchObject({ code: 'device_revoked' });
});

test('a revoked device is refused from its next request on, and gets no other token', async () => {
  const person = await givenPerson();
  const [laptop, other] = [await givenDevice(person), await givenDevice(person)];
  expect(await other.api.revokeDevice({ id: laptop.id })).toMatchObject({ id: laptop.id, state: 'revoked' });

  await expect(laptop.api.listKeys({})).rejects.toMatchObject({ code: 'device_revoked' });
  expect(await laptop.renewAccess()).toMatchObject({ status: 403, code: 'device_revoked' });
  expect(await other.api.revokeDevice({ id: laptop.id })).toMatchObject({ state: 'revoked' });
  expect(await chainOf(laptop.id)).toMatchObject([
    { action: 'device.pair' },
    { action: 'device.revoke', actor: person, device: other.id },
  ]);
});

test('whoever is removed leaves no device behind, and old ones are forgotten', async () => {
  const [admin, leaving] = [await givenDevice(), await givenDevice()];
  const stateOf = async ({ id }: { id: string }) =>
    (await admin.api.listDevices({ of: 'all', limit: '100' })).devices.find((each) => each.id === id)?.state;
  await admin.api.removePerson({ id: leaving.personId });
  expect(await stateOf(leaving)).toBe('revoked');
  expect(await leaving.renewAccess()).toMatchObject({ status: 403, code: 'device_revoked' });

  await put(leaving.id, 'revoked_at', Date.now() - 91 * 24 * 3_600_000);
  await givenDevice(admin.personId);
  expect(await stateOf(leaving)).toBeUndefined();
  expect(await leaving.renewAccess()).toMatchObject({ status: 401, code: 'authentication_required' });
});

test('a device is revoked while the record is away, and the audit has it afterwards', async () => {
  const { api, id } = await givenDevice();
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  expect(await api.revokeDevice({ id })).toMatchObject({ state: 'revoked' });
  await expect(api.listDevices({})).rejects.toMatchObject({ code: 'device_revoked' });
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');
  await runInDurableObject(directory(), (instance) => instance.alarm());
  expect(await chainOf(id)).toMatchObject([{ action: 'device.pair' }, { action: 'device.revoke' }]);
});

test('who denied which browser is in the audit, once, even where the record was away at that moment', async () => {
  const [browser, person] = [await givenBrowser(), await givenPerson()];
  const code = await browser.startPairing();
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  expect(await directory().denyPairing(code, person, by)).toMatchObject({ ok: true });
  expect(await browser.renewAccess()).toMatchObject({ code: 'access_denied' });
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');
  expect(await directory().denyPairing(code, person, by)).toEqual(refuse('pairing_not_found'));
  await runInDurableObject(directory(), (instance) => instance.alarm());
  expect(await chainOf(person)).toMatchObject([
    {
      action: 'pairing.deny',
      actor: 'usr_tests',
      requestId: 'tests',
      after: expect.stringContaining('thumbprint'),
    },
  ]);
});

test('a device that was not used for 30 days opens nothing any more', async () => {
  const { api, id, renewAccess } = await givenDevice();
  await put(id, 'used_at', Date.now() - deviceUnusedMs + 60_000);
  await expect(api.listDevices({})).resolves.toMatchObject({ devices: [{ state: 'active' }] });
  await put(id, 'used_at', Date.now() - deviceUnusedMs);
  await expect(api.listDevices({})).rejects.toMatchObject({ code: 'device_expired' });
  expect(await renewAccess()).toMatchObject({ status: 403, code: 'device_expired' });
});

test('asking for something counts as use; renewing the token alone does not', async () => {
  const { api, id, renewAccess } = await givenDevice();
  const then = Date.now() - 3_600_000;
  await put(id, 'used_at', then);
  expect((await renewAccess()).device).toMatchObject({ usedAt: then });
  await api.listKeys({});
  const { devices } = await api.listDevices({});
  expect(devices[0]?.usedAt).toBeGreaterThan(then);
});

test('an access token is over after ten minutes; the key gets another', async () => {
  const { request, token, renewAccess, api } = await givenDevice();
  await runInDurableObject(directory(), (_, { storage: { sql } }) => {
    sql.exec('UPDATE access_tokens SET ends_at = ends_at - 600000');
  });
  await expect(api.listKeys({})).rejects.toMatchObject({ code: 'access_expired' });
  const { accessToken } = await renewAccess();
  expect(accessToken).not.toBe(token);
  const answer = await request('/v1/keys', { method: 'GET', token: accessToken });
  expect(answer.status).toBe(200);
  await answer.body?.cancel();
});

test('everybody sees and changes their own devices; admins those of all', async () => {
  const [mine, theirs] = [
    await givenDevice(await givenPerson(member)),
    await givenDevice(await givenPerson()),
  ];
  const second = await givenDevice(mine.personId);
  const { devices } = await mine.api.listDevices({});
  expect(devices.map(({ id }) => id)).toEqual(expect.arrayContaining([second.id, mine.id]));
  expect(devices).toHaveLength(2);

  expect(await mine.api.renameDevice({ id: second.id, name: 'Desk' })).toMatchObject({ name: 'Desk' });
  await expect(mine.api.renameDevice({ id: theirs.id, name: 'x' })).rejects.toMatchObject({
    code: 'device_not_found',
  });
  await expect(mine.api.revokeDevice({ id: theirs.id })).rejects.toMatchObject({ code: 'device_not_found' });

  const all = await theirs.api.listDevices({ of: 'all', limit: '1' });
  expect(all.devices).toHaveLength(1);
  expect(all.next).not.toBeNull();
  const rest = await theirs.api.listDevices({ of: 'all', limit: '100', cursor: all.next ?? '' });
  const ids = [...all.devices, ...rest.devices].map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([mine.id, second.id, theirs.id]));
  expect(new Set(ids).size).toBe(ids.length);
  expect(await theirs.api.revokeDevice({ id: second.id })).toMatchObject({ state: 'revoked' });
});

test('a person who signs in again for a device is fresh there, and nobody else is', async () => {
  const [device, other] = [await givenDevice(), await givenPerson()];
  expect(await directory().confirmDevice(device.id, other, 5, by)).toEqual(refuse('device_not_found'));
  expect(await directory().confirmDevice(device.id, device.personId, 5, by)).toMatchObject({
    ok: true,
    value: { signedInAt: 5 },
  });
  await device.api.revokeDevice({ id: device.id });
  expect(await directory().confirmDevice(device.id, device.personId, 6, by)).toEqual(
    refuse('device_revoked'),
  );
});

test('no token is in the directory', async () => {
  const { token, id } = await givenDevice();
  const rows = await runInDurableObject(directory(), (_, { storage: { sql } }) =>
    ['devices', 'access_tokens', 'pairings'].map((table) => sql.exec(`SELECT * FROM ${table}`).toArray()),
  );
  const text = JSON.stringify(rows, (_, value: unknown) =>
    value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value,
  );
  expect(text).toContain(id);
  expect(text).not.toContain(token.slice(-40));
});

test('looks at secrets are counted for each device, as many as the deployment lets it have', async () => {
  const look = (device: string, most: string) =>
    countLook({ env: { ...env, REVEALS_PER_HOUR: most }, actor: 'usr_looking', device });
  for (const device of ['dev_one', 'dev_other']) {
    await look(device, '2');
    await look(device, '2');
    await expect(look(device, '2')).rejects.toMatchObject({
      code: 'reveal_limit',
      details: { detail: { limit: 2 } },
    });
  }
  await look('dev_one', '3');
});
