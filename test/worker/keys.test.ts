import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { api, givenKey, send } from './support/calls.ts';
import { actor, token } from './support/owner.ts';

test('a key is created, listed without its secret, and shown again', async () => {
  const { key, secret } = await api.createKey({ name: 'laptop' });
  expect(secret).toMatch(/^khk_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
  expect(key).toMatchObject({
    name: 'laptop',
    status: 'active',
    rev: 1,
    policy: { id: 'pol_default', version: 1 },
  });

  const listed = await api.listKeys({});
  expect(listed.keys).toContainEqual(key);
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(await api.readKey({ id: key.id })).toEqual(key);
  expect(await api.revealKey({ id: key.id })).toEqual({ secret });
});

test('only a disabled key can be deleted, and a deleted one is gone for good', async () => {
  const { id } = await givenKey();
  await expect(api.deleteKey({ id })).rejects.toMatchObject({ code: 'key_active' });

  expect((await api.disableKey({ id })).key).toMatchObject({ status: 'disabled', rev: 2 });
  expect((await api.deleteKey({ id })).key).toMatchObject({ status: 'deleted', rev: 3 });

  for (const use of [
    api.readKey,
    api.revealKey,
    api.enableKey,
    api.disableKey,
    api.deleteKey,
    api.listSessions,
  ]) {
    await expect(use({ id })).rejects.toMatchObject({ code: 'key_deleted' });
  }
  await expect(api.readAddress({ id, image: 'linux_latest' })).rejects.toMatchObject({ code: 'key_deleted' });
  expect((await api.listKeys({})).keys.map((key) => key.id)).not.toContain(id);
});

test('a disabled key can still be shown, and enabled again', async () => {
  const { id, secret } = await givenKey();
  await api.disableKey({ id });
  expect(await api.revealKey({ id })).toEqual({ secret });
  expect((await api.enableKey({ id })).key.status).toBe('active');
});

test('asking twice changes nothing the second time', async () => {
  const { id } = await givenKey();
  const first = await api.disableKey({ id });
  expect(await api.disableKey({ id })).toEqual(first);
});

test('the audit has every change and every look at the secret, in order', async () => {
  const { id } = await givenKey();
  await api.revealKey({ id });
  await api.disableKey({ id });
  await api.enableKey({ id });
  await api.disableKey({ id });
  await api.deleteKey({ id });
  const { results } = await env.RECORD.prepare(
    'SELECT action, rev, actor FROM audit WHERE subject = ? ORDER BY rowid',
  )
    .bind(id)
    .all();
  expect(results).toEqual([
    { action: 'key.create', rev: 1, actor },
    { action: 'key.reveal', rev: null, actor },
    { action: 'key.disable', rev: 2, actor },
    { action: 'key.enable', rev: 3, actor },
    { action: 'key.disable', rev: 4, actor },
    { action: 'key.delete', rev: 5, actor },
  ]);
});

test('the audit can be neither changed nor shortened', async () => {
  await givenKey();
  await expect(env.RECORD.prepare("UPDATE audit SET actor = 'nobody'").run()).rejects.toThrow('append-only');
  await expect(env.RECORD.prepare('DELETE FROM audit').run()).rejects.toThrow('append-only');
});

test('a name belongs to one key of the project until that key is deleted', async () => {
  const { key } = await api.createKey({ name: 'build server' });
  await expect(api.createKey({ name: ' build server ' })).rejects.toMatchObject({ code: 'name_taken' });
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  expect((await api.createKey({ name: 'build server' })).key.name).toBe('build server');
});

test('a name that no list could show is refused, and the answer names the field', async () => {
  for (const name of ['', '   ', 'a'.repeat(65), 'line\nbreak', 'hidden\u200bsign', 'turned\u202eround']) {
    await expect(api.createKey({ name })).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer: '/name' }],
    });
  }
});

test('fields that a caller may not set do not ride along', async () => {
  const { id } = await givenKey();
  for (const stray of ['status', 'createdAt', 'projectId', 'policy']) {
    const sent = { name: 'stray', [stray]: 'active' };
    await expect(api.createKey(sent)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(api.disableKey({ id, [stray]: 1 })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  }
  expect((await api.readKey({ id })).rev).toBe(1);
});

test('the address of a key names the image and never the secret', async () => {
  const { id, secret } = await givenKey();
  const address = await api.readAddress({ id, image: 'linux_latest' });
  expect(address).toMatchObject({ url: 'http://keys.test/mcp/linux_latest', usable: true });
  expect(address.snippets.map(({ format }) => format)).toContain('claude-code');
  expect(JSON.stringify(address)).not.toContain(secret);

  await api.disableKey({ id });
  expect((await api.readAddress({ id, image: 'linux_latest' })).usable).toBe(false);
  await expect(api.readAddress({ id, image: 'no_such_image' })).rejects.toMatchObject({
    code: 'image_not_found',
  });
});

test('an id that was never issued is unknown, and asking for it creates nothing', async () => {
  const invented = Array.from({ length: 50 }, (_, at) => `key_${String(at).padStart(16, 'A')}`);
  for (const id of invented)
    await expect(api.readKey({ id })).rejects.toMatchObject({ code: 'key_not_found' });
  expect((await send('/v1/keys/key_short', { headers: { authorization: `Bearer ${token}` } })).status).toBe(
    422,
  );
});

test('of a deleted key nothing is left that could open anything', async () => {
  const { id } = await givenKey();
  await api.disableKey({ id });
  await api.deleteKey({ id });
  const left = await runInDurableObject(env.GATE.getByName(id), (_, { storage }) => storage.kv.get('state'));
  expect(left).toMatchObject({ record: { status: 'deleted', verifier: null, sealed: null }, pending: [] });
});

test('a project, an image and a gateway are what a console learns first', async () => {
  const deployment = await api.readDeployment({});
  expect(deployment).toMatchObject({
    gateway: 'http://keys.test',
    projects: [{ id: 'prj_default', name: 'Default' }],
  });
  expect(deployment.images.map(({ environment }) => environment)).toEqual([
    'windows',
    'linux',
    'browser',
    'code',
    'mobile',
  ]);
});
