import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import type { Client } from '../../shared/api/client.ts';
import { api, callStateless } from './support/calls.ts';
import { codeOf } from './support/code-of.ts';
import { givenToken } from './support/people.ts';
import { givenProject, policyFields, type Ids } from './support/projects.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const unknown = { key: 'key_0123456789abcdef' };
let own: Ids;
let other: Ids;
/** Somebody with a role in `own`, and none elsewhere. */
let admin: Client;
beforeAll(async () => {
  own = await givenProject('own');
  other = await givenProject('other');
  admin = (await givenToken([{ role: 'admin', project: own.project }])).api;
});

test('lists show nothing of projects that somebody has no role in', async () => {
  const { projects, images } = await admin.readDeployment({});
  expect(projects.map(({ id }) => id)).toEqual([own.project]);
  expect(images.map(({ id }) => id)).not.toContain(other.image);
  expect((await admin.listProjects({})).projects.map(({ id }) => id)).toEqual([own.project]);

  const listed = (await admin.listAudit({ limit: '100' })).lines;
  const exported = await admin.readAuditExport({});
  for (const lines of [listed, exported])
    expect([...new Set(lines.map(({ projectId }) => projectId))]).toEqual([own.project]);
  expect((await admin.listAudit({ subject: other.key })).lines).toEqual([]);
  expect(await codeOf(admin.listAudit({ project: other.project }))).toBe('project_not_found');
  expect(await codeOf(admin.listAudit({ project: 'prj_deployment' }))).toBe('project_not_found');

  const usage = { project: own.project, from: '2026-01-01', to: '2026-12-31', key: other.key };
  expect((await admin.readUsage(usage)).rows).toEqual([]);
  const sessions = (key: string) => codeOf(admin.listProjectSessions({ project: own.project, key }));
  expect([await sessions(other.key), await sessions(unknown.key), await sessions(own.key)]).toEqual([
    'key_not_found',
    'key_not_found',
    'answered',
  ]);
});

test('a bulk command leaves keys of other projects alone, and says that there are none', async () => {
  const order = {
    project: own.project,
    ids: [own.key, other.key, unknown.key],
    command: { do: 'disable' },
  } as const;
  const { results } = await admin.runBulk({ ...order, ids: [...order.ids], command: { do: 'disable' } });
  expect(results.map((each) => (each.ok ? 'done' : each.code))).toEqual([
    'done',
    'key_not_found',
    'key_not_found',
  ]);
  expect((await api.readKey({ id: other.key })).status).toBe('active');
  await api.enableKey({ id: own.key });

  const operator = await givenToken([{ role: 'operator', project: own.project }]);
  const bulk = (command: Parameters<Client['runBulk']>[0]['command']) =>
    codeOf(operator.api.runBulk({ project: own.project, ids: [own.key], command }));
  expect([await bulk({ do: 'delete' }), await bulk({ do: 'disable' })]).toEqual([
    'permission_denied',
    'answered',
  ]);
  await api.enableKey({ id: own.key });
});

test('a credential of another project is nothing to whoever asks about it or reports it', async () => {
  const { key, secret } = await api.createKey({ project: other.project, name: 'found' });
  expect(await codeOf(admin.findCredential({ text: secret }))).toBe('credential_not_found');
  const wrong = { passes: false, code: 'invalid_key', policy: null };
  expect(await admin.verifyKey({ credential: secret, image: 'linux_latest' })).toMatchObject(wrong);
  expect((await admin.reportLeaks({ leaks: [{ token: secret }] })).leaks).toEqual([
    { key: null, ticket: null },
  ]);
  expect(await api.readKey({ id: key.id })).toMatchObject({ status: 'active', exposedAt: null });
  expect((await api.findCredential({ text: secret })).key.id).toBe(key.id);
});

test('a draft of a policy is tried on keys that one may read, and on no others', async () => {
  givenUpstream();
  const { secret } = await api.createKey({ project: other.project, name: 'tried', policyId: other.policy });
  await callStateless({ secret, method: 'tools/call', params: { name: 'read_file', arguments: {} } });
  const asked = async (of: object) => (await admin.tryPolicy({ ...policyFields, ...of })).keys;
  expect(await asked({ keyIds: [other.key, unknown.key] })).toEqual({ asked: 2, missed: 2 });
  expect(await asked({ policyId: other.policy })).toEqual({ asked: 0, missed: 0 });
  const { keys } = await api.tryPolicy({ ...policyFields, policyId: other.policy });
  expect(keys.asked).toBeGreaterThan(0);
});
