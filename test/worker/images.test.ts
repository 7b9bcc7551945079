import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { newImageId } from '../../worker/images/image-id.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { api, callStateless, givenKey, initialize } from './support/calls.ts';
import { answerOf, givenImage, header, value } from './support/images.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('the built-in images are listed first, then those of the project, and none tells its credential', async () => {
  const image = await givenImage({ credential: header, note: 'ours', channel: 'pinned' });
  expect(image).toMatchObject({
    projectId: 'prj_default',
    enabled: true,
    credential: { in: 'header', name: 'x-api-key' },
    hasCredential: true,
    channel: 'pinned',
    rev: 1,
  });
  expect(image.id).toMatch(/^imgc-[0-9a-z]{17}$/);
  const { images } = await api.listImages({});
  expect(images.slice(0, 5).map(({ id }) => id)).toEqual([
    'windows_latest',
    'linux_latest',
    'browser_latest',
    'code_latest',
    'mobile_latest',
  ]);
  expect(images).toContainEqual({ ...image, health: null });
  expect(await api.readImage({ id: image.id })).toEqual({ ...image, health: null });
  expect((await api.readDeployment({})).images).toContainEqual({
    id: image.id,
    environment: 'code',
    title: image.title,
  });
  expect(JSON.stringify([image, images])).not.toContain(value);
});

test('calls go to the image’s own server with its own credential, and the caller’s stays here', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKey();
  const inHeader = await givenImage({ credential: header });
  expect(await answerOf(secret, inHeader.id)).toBe('passed');
  expect(asked[0]?.request.url).toBe('https://mcp.vendor.com/mcp?tenant=7');
  expect(asked[0]?.request.headers.get('x-api-key')).toBe(value);
  expect(asked[0]?.request.headers.get('authorization')).toBeNull();

  const inQuery = await givenImage({ credential: { in: 'query', name: 'APIKEY', value: 'a key&more' } });
  expect(await answerOf(secret, inQuery.id)).toBe('passed');
  expect(new URL(asked[1]?.request.url ?? '').searchParams.get('APIKEY')).toBe('a key&more');

  const bare = await givenImage();
  expect(await answerOf(secret, bare.id)).toBe('passed');
  for (const { request } of asked) expect([...request.headers.values()].join()).not.toContain(secret);
});

test('no credential is in the record or the audit, in no form', async () => {
  const image = await givenImage({ credential: header });
  await api.editImage({ id: image.id, rev: 1, credential: { ...header, value: `${value}-second` } });
  const rows = await env.RECORD.prepare('SELECT * FROM images').all();
  const lines = await env.RECORD.prepare('SELECT action, after FROM audit WHERE subject = ? ORDER BY seq')
    .bind(image.id)
    .all();
  expect(JSON.stringify([rows.results, lines.results])).not.toContain(value);
  expect(lines.results.map(({ action }) => action)).toEqual(['image.create', 'image.edit']);
  expect(lines.results[1]?.['after']).toBe('{"credentialReplaced":true}');
});

test('a disabled image refuses the very next call of every key, until it is enabled again', async () => {
  givenUpstream();
  const [one, other] = [await givenKey(), await givenKey()];
  const { id } = await givenImage();
  expect(await answerOf(one.secret, id)).toBe('passed');
  const { image, record } = await api.disableImage({ id, rev: 1 });
  expect({ ...image, record }).toMatchObject({ enabled: false, rev: 2, record: 'written' });
  for (const { secret } of [one, other])
    expect(await refusal(await callStateless({ secret, image: id }))).toMatchObject({
      status: 403,
      code: 'image_disabled',
      rpc: 40306,
    });
  expect((await api.readDeployment({})).images.some((each) => each.id === id)).toBe(false);
  await api.enableImage({ id, rev: 2 });
  expect(await answerOf(one.secret, id)).toBe('passed');
});

test('a built-in image can be disabled and enabled, and nothing else', async () => {
  givenUpstream();
  const { secret } = await givenKey();
  const id = 'mobile_latest';
  await api.disableImage({ id });
  expect(await answerOf(secret, id)).toBe('image_disabled');
  const { image } = await api.enableImage({ id });
  expect(await answerOf(secret, id)).toBe('passed');
  const edit = api.editImage({ id, rev: image.rev, title: 'Mine' });
  await expect(edit).rejects.toMatchObject({ code: 'image_builtin' });
  await expect(api.deleteImage({ id })).rejects.toMatchObject({ code: 'image_builtin' });
});

test('an image of one project is none for the keys of another', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKey();
  const project = await api.createProject({ name: 'apart' });
  const theirs = await givenImage({ project: project.id });
  expect(await answerOf(secret, theirs.id)).toBe('image_not_allowed');
  expect(asked).toEqual([]);
  const own = await api.createKey({ name: 'of the same', project: project.id });
  expect(await answerOf(own.secret, theirs.id)).toBe('passed');
  expect((await api.listImages({})).images.some(({ id }) => id === theirs.id)).toBe(false);
  const nowhere = givenImage({ project: 'prj_nowhere' });
  await expect(nowhere).rejects.toMatchObject({ code: 'project_not_found' });
});

test('a legacy session that a disabled image refuses is not left open', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const image = await givenImage();
  await api.disableImage({ id: image.id });
  await initialize(secret, image.id);
  const { sessions } = await api.listSessions({ id });
  expect(sessions.filter(({ end }) => end === null)).toEqual([]);
});

test('an id that was never made here is refused without a gate, and cannot be managed', async () => {
  const asked = givenUpstream();
  const { secret } = await givenKey();
  const never = 'imgc-0123456789abcdefg';
  expect(await answerOf(secret, never)).toBe('image_not_allowed');
  for (const call of [api.disableImage, api.enableImage, api.readImage, api.checkImage])
    await expect(call({ id: never })).rejects.toMatchObject({ code: 'image_not_found' });
  const unused = await newImageId(await keyring(env));
  expect(await answerOf(secret, unused)).toBe('image_not_allowed');
  await expect(api.disableImage({ id: unused })).rejects.toMatchObject({ code: 'image_not_found' });
  expect(asked).toEqual([]);
});

test('an image is deleted only when disabled and in no policy, and its title is free again', async () => {
  const { secret } = await givenKey();
  const image = await givenImage({ credential: header });
  const { id } = image;
  await expect(api.deleteImage({ id })).rejects.toMatchObject({ code: 'image_enabled' });
  await api.disableImage({ id });
  const fields = { name: `names ${id}`, images: [id], release: null, maxRunMinutes: 60 };
  const policy = await api.createPolicy(fields);
  await expect(api.deleteImage({ id })).rejects.toMatchObject({ code: 'image_in_use' });
  await api.deletePolicy({ id: policy.id });
  const { key } = await api.createKey({ name: `names ${id}`, images: [id] });
  await expect(api.deleteImage({ id })).rejects.toMatchObject({ code: 'image_in_use' });
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  await api.deleteImage({ id });
  expect(await answerOf(secret, id)).toBe('image_not_allowed');
  await expect(api.readImage({ id })).rejects.toMatchObject({ code: 'image_not_found' });
  await expect(api.enableImage({ id })).rejects.toMatchObject({ code: 'image_not_found' });
  await runInDurableObject(env.IMAGE.getByName(id), ({ store }) =>
    expect(store.read()?.record).toMatchObject({ deleted: true, sealed: null }),
  );
  expect((await givenImage({ title: image.title })).title).toBe(image.title);
});

test('two images do not share a title, and a change of what was changed meanwhile is refused', async () => {
  const one = await givenImage();
  const other = await givenImage();
  await expect(givenImage({ title: one.title })).rejects.toMatchObject({ code: 'image_title_taken' });
  const rename = api.editImage({ id: other.id, rev: 1, title: one.title });
  await expect(rename).rejects.toMatchObject({ code: 'image_title_taken' });
  await api.editImage({ id: other.id, rev: 1, note: 'first' });
  const late = api.editImage({ id: other.id, rev: 1, note: 'second' });
  await expect(late).rejects.toMatchObject({ code: 'revision_mismatch' });
  expect(await api.readImage({ id: other.id })).toMatchObject({ note: 'first', rev: 2 });
  expect((await api.editImage({ id: other.id, note: 'first' })).image.rev).toBe(2);
});
