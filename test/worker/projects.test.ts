import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { api } from './support/calls.ts';
import { walk } from './support/walk.ts';
import { actor } from './support/owner.ts';

const policyFields = { images: 'all' as const, release: null, maxRunMinutes: 10 };
const refusedAs = (code: string) => ({ code });

test('a project is made, read, listed by name and told to consoles', async () => {
  const made = await api.createProject({ name: 'Harbor' });
  expect(made).toMatchObject({ name: 'Harbor', rev: 1, disableExposedKeys: true, secretsRecoverable: true });
  expect(await api.readProject({ id: made.id })).toEqual(made);
  await api.createProject({ name: 'Anchor' });
  const pages = await walk((ask) => api.listProjects({ limit: '1', ...ask }));
  expect(pages.flatMap(({ projects }) => projects.map(({ name }) => name))).toEqual([
    'Anchor',
    'Default',
    'Harbor',
  ]);
  const { projects } = await api.readDeployment({});
  expect(projects.map(({ name }) => name)).toEqual(['Default', 'Anchor', 'Harbor']);
});

test('a project is renamed and set up, and only over the revision that was seen', async () => {
  const { id } = await api.createProject({ name: 'before' });
  const edited = await api.editProject({ id, rev: 1, name: 'after', disableExposedKeys: false });
  expect(edited).toMatchObject({
    name: 'after',
    disableExposedKeys: false,
    secretsRecoverable: true,
    rev: 2,
  });
  expect((await api.editProject({ id, name: 'after' })).rev).toBe(2);
  await expect(api.editProject({ id, rev: 1, name: 'late' })).rejects.toMatchObject(
    refusedAs('revision_mismatch'),
  );
  await expect(api.createProject({ name: 'after' })).rejects.toMatchObject(refusedAs('project_name_taken'));
  await expect(api.editProject({ id: 'prj_nowhere', name: 'x' })).rejects.toMatchObject(
    refusedAs('project_not_found'),
  );
  const { results } = await env.RECORD.prepare(
    'SELECT action, rev, actor, after FROM audit WHERE subject = ? ORDER BY seq',
  )
    .bind(id)
    .all<{ action: string; rev: number; actor: string; after: string }>();
  expect(results).toMatchObject([
    { action: 'project.create', rev: 1, actor },
    { action: 'project.edit', rev: 2, actor },
  ]);
  expect(results[1]?.after).toContain('"name":"after"');
});

test('edits that meet are told apart: one is written, the others learn of it', async () => {
  const { id } = await api.createProject({ name: 'contended' });
  const names = ['contended a', 'contended b', 'contended c'];
  const outcomes = await Promise.allSettled(names.map((name) => api.editProject({ id, rev: 1, name })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await api.readProject({ id })).rev).toBe(2);
});

test('keys and policies belong to a project: names are its own, lists are its own', async () => {
  const { id: project } = await api.createProject({ name: 'own names' });
  const [here, there] = [
    await api.createKey({ name: 'twin', project }),
    await api.createKey({ name: 'twin' }),
  ];
  expect([here.key.projectId, there.key.projectId]).toEqual([project, 'prj_default']);
  expect((await api.listKeys({ project })).keys).toEqual([here.key]);
  expect((await api.listKeys({})).keys).not.toContainEqual(here.key);

  const policy = await api.createPolicy({ name: 'strict', project, ...policyFields });
  await api.createPolicy({ name: 'strict', ...policyFields });
  const { policies } = await api.listPolicies({ project });
  expect(policies.map(({ id }) => id)).toEqual(['pol_default', policy.id]);
});

test('a policy of another project cannot be given to a key, as if there were none', async () => {
  const { id: project } = await api.createProject({ name: 'foreign policies' });
  const { id: policyId } = await api.createPolicy({ name: 'foreign', project, ...policyFields });
  const { key } = await api.createKey({ name: 'native' });
  const unknown = refusedAs('policy_not_found');
  await expect(api.assignPolicy({ id: key.id, policyId })).rejects.toMatchObject(unknown);
  await expect(api.createKey({ name: 'settler', policyId })).rejects.toMatchObject(unknown);
  expect((await api.readKey({ id: key.id })).policy.id).toBe('pol_default');
  expect((await api.createKey({ name: 'local', project, policyId })).key.policy.id).toBe(policyId);
});

test('an archived project takes nothing new, and its keys can still be closed', async () => {
  const { id: project } = await api.createProject({ name: 'archive me' });
  const { key } = await api.createKey({ name: 'old', project });
  await api.editProject({ id: project, archived: true });

  const closed = refusedAs('project_archived');
  await expect(api.createKey({ name: 'new', project })).rejects.toMatchObject(closed);
  await expect(api.createPolicy({ name: 'new', project, ...policyFields })).rejects.toMatchObject(closed);
  await expect(api.createKey({ name: 'new', project: 'prj_nowhere' })).rejects.toMatchObject(
    refusedAs('project_not_found'),
  );
  expect((await api.readDeployment({})).projects.map(({ id }) => id)).not.toContain(project);

  expect((await api.readKey({ id: key.id })).status).toBe('active');
  await api.disableKey({ id: key.id });
  expect((await api.deleteKey({ id: key.id })).key.status).toBe('deleted');
  await api.editProject({ id: project, archived: false });
  expect((await api.createKey({ name: 'new', project })).key.projectId).toBe(project);
});

test('a key that was on its way when its project was archived is not made', async () => {
  const { id: project } = await api.createProject({ name: 'closing' });
  const insert = env.RECORD.prepare(
    `INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at)
     VALUES ('key_late', ?, 'late', '', 'active', 'pol_default', 1, 1, 1, 1)`,
  ).bind(project);
  await api.editProject({ id: project, archived: true });
  await expect(insert.run()).rejects.toThrow('the project takes nothing new');
});

test('the default project stays open', async () => {
  await expect(api.editProject({ id: 'prj_default', archived: true })).rejects.toMatchObject(
    refusedAs('project_builtin'),
  );
});

test('a new key is shown once where its project says so and its creator does not', async () => {
  const { id: project } = await api.createProject({ name: 'discreet', secretsRecoverable: false });
  expect((await api.createKey({ name: 'by default', project })).key.showOnce).toBe(true);
  expect((await api.createKey({ name: 'by choice', project, showOnce: false })).key.showOnce).toBe(false);
});
