import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { exportedTables, unexportedTables } from '../../worker/deployment/exported-tables.ts';
import { emptied, exportAll, givenAdmin, restoreAll, secretsIn } from './support/backup.ts';
import { api, callStateless } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';
import { actor } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

/** A project with a policy and keys in every state; more keys than one chunk of the export holds. */
async function givenDeployment() {
  const { id: project } = await api.createProject({ name: 'Harbor' });
  const policyFields = { name: 'linux', images: ['linux_latest'], release: null, maxRunMinutes: 10 };
  const policy = await api.createPolicy({ project, ...policyFields });
  const active = await api.createKey({ project, name: 'active', policyId: policy.id, tags: ['夜间'] });
  await api.createSiteRule({ project, pattern: 'https://docs.example/*', image: 'linux_latest' });
  const disabled = await api.createKey({ project, name: 'disabled' });
  const once = await api.createKey({ project, name: 'once', showOnce: true });
  const deleted = await api.createKey({ project, name: 'deleted' });
  for (const { key } of [disabled, deleted]) await api.disableKey({ id: key.id });
  await api.deleteKey({ id: deleted.key.id });
  await Promise.all(Array.from({ length: 30 }, (_, at) => api.createKey({ name: `many ${at}` })));
  await api.editProject({ id: project, archived: true });
  return { project, active, disabled, once, deleted };
}

test(
  'a deployment is exported, restored into an empty one, and its keys go on working',
  { timeout: 60_000 },
  async () => {
    givenUpstream();
    const { project, active, disabled, once, deleted } = await givenDeployment();
    const before = {
      keys: (await api.listKeys({ project })).keys,
      many: (await api.listKeys({ limit: '100' })).keys,
    };
    const { publicKey, privateKey } = await givenAdmin();
    const lines = await exportAll(publicKey);
    for (const { secret } of [active, disabled]) expect(lines.join('\n')).not.toContain(secret);
    const secrets = await secretsIn(lines, privateKey);
    expect(secrets[active.key.id]).toBe(active.secret);
    expect(Object.keys(secrets)).toHaveLength(32);
    const { lines: audited } = await api.listAudit({ subject: active.key.id });
    expect(audited[0]).toMatchObject({ action: 'key.export', actor });

    await expect(api.restoreDeployment({ lines: lines.slice(0, 1) })).rejects.toMatchObject({
      code: 'deployment_not_empty',
    });
    await emptied();
    const { done, keys } = await restoreAll(lines, secrets);
    expect(done).toBe(true);
    expect(keys.filter((became) => became === 'restored')).toHaveLength(32);
    expect(keys.toSorted().slice(0, 2)).toEqual(['deleted', 'restored']);

    const { keys: listed } = await api.listKeys({ project });
    const asBefore = before.keys.map((key) =>
      key.id === once.key.id ? { ...key, status: 'disabled' as const } : key,
    );
    expect(listed).toEqual(asBefore);
    expect((await api.listKeys({ limit: '100' })).keys).toHaveLength(before.many.length);
    expect((await api.listSiteRules({ project })).siteRules).toHaveLength(1);
    expect((await callStateless({ secret: active.secret })).status).toBe(200);
    expect((await callStateless({ secret: active.secret, image: 'code_latest' })).status).not.toBe(200);
    for (const { secret } of [disabled, once, deleted])
      expect((await callStateless({ secret })).status).not.toBe(200);
    expect(await api.revealKey({ id: active.key.id })).toEqual({ secret: active.secret });
    await expect(api.enableKey({ id: deleted.key.id })).rejects.toMatchObject({ code: 'key_deleted' });
    expect((await api.enableKey({ id: disabled.key.id })).key.status).toBe('active');
    expect((await callStateless({ secret: disabled.secret })).status).toBe(200);
    await expect(api.createKey({ project, name: 'new' })).rejects.toMatchObject({ code: 'project_archived' });
    expect(await api.readAuditCheck({ subject: active.key.id })).toMatchObject({ fault: null });
  },
);

test('without secrets every key comes back disabled, says so, and takes a new value', async () => {
  givenUpstream();
  await emptied();
  const { key, secret } = await api.createKey({ name: 'laptop' });
  const lines = await exportAll();
  expect(lines.join('\n')).not.toContain('sealed');
  await emptied();
  expect(await restoreAll(lines)).toEqual({ done: true, keys: ['without_secret'] });
  expect(await api.readKey({ id: key.id })).toMatchObject({
    name: 'laptop',
    status: 'disabled',
    showOnce: true,
  });
  expect((await callStateless({ secret })).status).not.toBe(200);
  const rotated = await api.rotateKey({ id: key.id, overlapSeconds: 0 });
  await api.enableKey({ id: key.id });
  expect((await callStateless({ secret: rotated.secret })).status).toBe(200);
  expect((await callStateless({ secret })).status).not.toBe(200);
});

test('an export that is cut short, has a gap or was changed is refused, and lines twice are one', async () => {
  await emptied();
  await api.createKey({ name: 'laptop' });
  const lines = await exportAll();
  const damaged = { code: 'export_damaged' };
  await emptied();
  await expect(api.restoreDeployment({ lines: lines.slice(1) })).rejects.toMatchObject(damaged);
  await expect(api.restoreDeployment({ lines: ['{"n":1}'] })).rejects.toMatchObject(damaged);
  expect((await api.restoreDeployment({ lines: lines.slice(0, 2) })).restored).toBe(2);
  await expect(api.restoreDeployment({ lines: lines.slice(3) })).rejects.toMatchObject(damaged);
  const [changed = '', ...rest] = lines.slice(2);
  const other = [changed.replace('"data":{', '"data":{"x":1,'), ...rest];
  await expect(api.restoreDeployment({ lines: other })).rejects.toMatchObject(damaged);
  expect(await api.restoreDeployment({ lines: lines.slice(0, -1) })).toMatchObject({ done: false });
  expect(await api.restoreDeployment({ lines })).toMatchObject({ done: true, restored: lines.length });
  expect((await api.listKeys({})).keys.map(({ name }) => name)).toEqual(['laptop']);
});

test('a secret of another key is not taken, and an export belongs to its public key', async () => {
  await emptied();
  const [one, other] = [await api.createKey({ name: 'one' }), await api.createKey({ name: 'other' })];
  const [mine, theirs] = [await givenAdmin(), await givenAdmin()];
  const lines = await exportAll(mine.publicKey);
  await expect(secretsIn(lines, theirs.privateKey)).rejects.toThrow();
  const { next } = await api.exportDeployment({ publicKey: mine.publicKey });
  await expect(api.exportDeployment({ cursor: next ?? '' })).rejects.toMatchObject({
    code: 'invalid_cursor',
  });
  await emptied();
  const { keys } = await restoreAll(lines, { [one.key.id]: other.secret });
  expect(keys.toSorted()).toEqual(['secret_of_another', 'without_secret']);
});

test('every table and column of the record is in an export, or is said not to be', async () => {
  const { results } = await env.RECORD.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'd1_*' AND name NOT GLOB 'keys_text*'",
  ).all<{ name: string }>();
  const exported = Object.values(exportedTables);
  const hint = 'a new table or column: name it in worker/deployment/exported-tables.ts';
  expect(results.map(({ name }) => name).toSorted(), hint).toEqual(
    [...exported.map(({ table }) => table), ...unexportedTables].toSorted(),
  );
  for (const { table, columns } of exported) {
    const info = await env.RECORD.prepare(`SELECT name FROM pragma_table_info('${table}')`).all<{
      name: string;
    }>();
    expect(info.results.map(({ name }) => name).toSorted(), hint).toEqual(columns.split(/,\s*/).toSorted());
  }
});
