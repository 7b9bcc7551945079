import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import type { Input } from '../../shared/api/contract.ts';
import { api } from './support/calls.ts';
import { givenDevice } from './support/device.ts';
import { recordDown } from './support/faults.ts';
import { everywhere, givenToken } from './support/people.ts';

type Command = Input<'runBulk'>['command'];
type Filter = NonNullable<Parameters<typeof api.runBulk>[0]['filter']>;

let made = 0;

async function givenProject(count: number, fields: object = {}) {
  made += 1;
  const { id: project } = await api.createProject({ name: `bulk ${made}` });
  const ids: string[] = [];
  for (let at = 1; at <= count; at += 1)
    ids.unshift((await api.createKey({ project, name: `key ${at}`, ...fields })).key.id);
  return { project, ids };
}

/** A preview, and then every step. */
async function runAll(project: string, filter: Filter, command: Command) {
  const preview = await api.previewBulk({ project, filter });
  const steps = [];
  for (let token: string | null = preview.token; token !== null;) {
    const step: Awaited<ReturnType<typeof api.runBulk>> = await api.runBulk({
      project,
      filter,
      command,
      token,
    });
    steps.push(step.results);
    token = step.next;
  }
  return { preview, steps };
}

test(
  'a preview tells how many keys and which; a run does the same to each, some at a time',
  { timeout: 30_000 },
  async () => {
    const { project, ids } = await givenProject(30, { owner: 'ops' });
    await api.createKey({ project, name: 'of others' });
    const { preview, steps } = await runAll(project, { owner: 'ops' }, { do: 'disable', mode: 'cut' });
    expect(preview.total).toEqual({ count: 30, exact: true });
    expect(preview.keys.map(({ id }) => id)).toEqual(ids);
    expect(steps.map((results) => results.length)).toEqual([25, 5]);
    expect(steps.flat().map(({ id, ok }) => [id, ok])).toEqual(ids.map((id) => [id, true]));
    const { keys } = await api.listKeys({ project, status: 'active' });
    expect(keys.map(({ name }) => name)).toEqual(['of others']);
    const lines = env.RECORD.prepare(
      "SELECT count(*) AS n FROM audit WHERE project_id = ? AND action = 'key.disable'",
    );
    expect(await lines.bind(project).first()).toEqual({ n: 30 });
  },
);

test('what one key refuses is told for that key and stops no other', async () => {
  const { project, ids } = await givenProject(3);
  const [newest = '', middle = '', oldest = ''] = ids;
  await api.disableKey({ id: middle });
  const command = { do: 'delete' } as const;
  const { results } = await api.runBulk({ project, ids, command });
  expect(results).toMatchObject([
    { id: newest, ok: false, code: 'key_active' },
    { id: middle, ok: true, key: { status: 'deleted' } },
    { id: oldest, ok: false, code: 'key_active' },
  ]);
  const again = await api.runBulk({ project, ids: [middle, 'key_0000000000000000'], command });
  expect(again.results).toMatchObject([{ code: 'key_deleted' }, { code: 'key_not_found' }]);
});

test('repeating a step is harmless, and keys that came or changed since the preview are left alone', async () => {
  const { project, ids } = await givenProject(3);
  const { token } = await api.previewBulk({ project });
  const [changed = '', ...others] = ids;
  await api.editKey({ id: changed, note: 'changed since' });
  await api.createKey({ project, name: 'made since' });
  const command = { do: 'disable', mode: 'cut' } as const;
  const first = await api.runBulk({ project, token, command });
  expect(first.results.map(({ id }) => id)).toEqual(others);
  expect((await api.runBulk({ project, token, command })).results).toEqual([]);
  expect((await api.readKey({ id: changed })).status).toBe('active');
});

test('a key that was changed since it was seen at a revision is left as it is, and stops no other', async () => {
  const { project, ids } = await givenProject(2, { tags: ['old'] });
  const [moved = '', still = ''] = ids;
  const revs = { [moved]: 1, [still]: 1 };
  await api.editKey({ id: moved, note: 'changed since' });
  const changes: [Parameters<typeof api.runBulk>[0]['command'], object][] = [
    [{ do: 'tag', remove: ['old'] }, { tags: [] }],
    [{ do: 'set_expiry', expiresAt: null }, {}],
    [{ do: 'disable' }, { status: 'disabled' }],
    [{ do: 'enable' }, { status: 'active' }],
    [{ do: 'assign', policyId: 'pol_default' }, {}],
  ];
  for (const [command, now] of changes) {
    const { results } = await api.runBulk({ project, ids, revs, command });
    expect(results).toMatchObject([
      { id: moved, ok: false, code: 'revision_mismatch' },
      { id: still, ok: true, key: now },
    ]);
    revs[still] = (await api.readKey({ id: still })).rev;
  }
  expect(await api.readKey({ id: moved })).toMatchObject({ tags: ['old'], status: 'active', rev: 2 });
});

test('a token is good for its own filter and project only', async () => {
  const { project } = await givenProject(1);
  const { token } = await api.previewBulk({ project, filter: { status: 'active' } });
  const command = { do: 'delete' } as const;
  for (const other of [{ project }, { project, filter: { status: 'disabled' as const } }, {}])
    await expect(api.runBulk({ ...other, token, command })).rejects.toMatchObject({ code: 'invalid_cursor' });
  const { next } = await api.listKeys({ limit: '1' });
  await expect(api.runBulk({ token: next ?? 'x', command })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
  await expect(api.runBulk({ project, command })).rejects.toMatchObject({ code: 'validation_failed' });
});

test('policies, expiries and tags are given to many keys as to one', async () => {
  const { project, ids } = await givenProject(2, { tags: ['old', 'both'] });
  const policy = await api.createPolicy({
    project,
    name: 'b',
    images: 'all',
    release: null,
    maxRunMinutes: 1,
  });
  const expiresAt = Date.now() + 3_600_000;
  await api.runBulk({ project, ids, command: { do: 'assign', policyId: policy.id, apply: 'now' } });
  await api.runBulk({ project, ids, command: { do: 'set_expiry', expiresAt } });
  await api.runBulk({ project, ids, command: { do: 'tag', add: ['new', 'both'], remove: ['old'] } });
  for (const id of ids)
    expect(await api.readKey({ id })).toMatchObject({
      policy: { id: policy.id, version: 1 },
      expiresAt,
      tags: ['both', 'new'],
      rev: 4,
    });
  await api.runBulk({ project, ids, command: { do: 'disable', mode: 'cut' } });
  const { results } = await api.runBulk({ project, ids, command: { do: 'enable' } });
  expect(results).toMatchObject([{ key: { status: 'active' } }, { key: { status: 'active' } }]);
  const unknown = await api.runBulk({
    project,
    ids,
    command: { do: 'assign', policyId: 'pol_no', apply: 'now' },
  });
  expect(unknown.results).toMatchObject([{ code: 'policy_not_found' }, { code: 'policy_not_found' }]);
});

test('a key whose record cannot be written is closed all the same, and says so', async () => {
  const { project, ids } = await givenProject(2);
  const restore = await recordDown(ids[0] ?? '');
  const { results } = await api.runBulk({ project, ids, command: { do: 'disable', mode: 'cut' } });
  expect(results).toMatchObject([
    { ok: true, record: 'pending' },
    { ok: true, record: 'written' },
  ]);
  await restore();
});

test('many keys are deleted by whoever may delete one: by a fresh sign-in, or a token that says so', async () => {
  const { project, ids } = await givenProject(1);
  for (const id of ids) await api.disableKey({ id });
  const stale = await givenDevice(undefined, Date.now() - 16 * 60_000);
  const reading = await givenToken(everywhere('owner'), { actions: ['keys.read', 'keys.enable'] });
  const { token } = await api.previewBulk({ project });
  const command = { do: 'delete' } as const;
  for (const which of [{ ids }, { token }]) {
    const order = { project, command, ...which };
    await expect(stale.api.runBulk(order)).rejects.toMatchObject({ code: 'reauth_required' });
    await expect(reading.api.runBulk(order)).rejects.toMatchObject({ code: 'permission_denied' });
  }
  const fresh = await givenDevice();
  expect((await fresh.api.runBulk({ project, ids, command })).results).toMatchObject([
    { ok: true, key: { status: 'deleted' } },
  ]);
});
