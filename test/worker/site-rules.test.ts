import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { api } from './support/calls.ts';

const refusedAs = (code: string) => ({ code });
const rule = { pattern: 'https://*.acme.example/*', image: 'windows_latest' };

async function givenProject(name: string): Promise<string> {
  return (await api.createProject({ name })).id;
}

test('site rules are listed in the order in which they are tried, each in its own project', async () => {
  const project = await givenProject('rules in order');
  const last = await api.createSiteRule({ project, ...rule });
  const first = await api.createSiteRule({ project, ...rule, position: 0, format: 'cursor' });
  const { siteRules } = await api.listSiteRules({ project });
  expect(siteRules).toEqual([first, last]);
  expect(first).toMatchObject({ ...rule, format: 'cursor', keyId: null, rev: 1, projectId: project });
  expect((await api.listSiteRules({})).siteRules).toEqual([]);
});

test('a rule is edited over the revision that was seen, and what is left out stays', async () => {
  const project = await givenProject('rules edited');
  const { id } = await api.createSiteRule({ project, ...rule, format: 'cursor' });
  const edited = await api.editSiteRule({ id, rev: 1, pattern: 'https://wiki.acme.example/*' });
  expect(edited).toMatchObject({ pattern: 'https://wiki.acme.example/*', format: 'cursor', rev: 2 });
  const stale = api.editSiteRule({ id, rev: 1, image: 'linux_latest' });
  await expect(stale).rejects.toMatchObject(refusedAs('revision_mismatch'));
  const edits = [1, 2, 3].map((position) => api.editSiteRule({ id, rev: 2, position }));
  const outcomes = await Promise.allSettled(edits);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a deleted rule is gone, and every change of it is audited', async () => {
  const project = await givenProject('rules deleted');
  const { id } = await api.createSiteRule({ project, ...rule });
  await expect(api.deleteSiteRule({ id, rev: 7 })).rejects.toMatchObject(refusedAs('revision_mismatch'));
  expect(await api.deleteSiteRule({ id, rev: 1 })).toEqual({ id });
  await expect(api.deleteSiteRule({ id })).rejects.toMatchObject(refusedAs('site_rule_not_found'));
  await expect(api.editSiteRule({ id, position: 1 })).rejects.toMatchObject(refusedAs('site_rule_not_found'));
  const lines = await env.RECORD.prepare('SELECT action FROM audit WHERE subject = ? ORDER BY seq')
    .bind(id)
    .all();
  expect(lines.results).toEqual([{ action: 'site_rule.create' }, { action: 'site_rule.delete' }]);
});

test.each(['https://[', '(', 'https://a.example/:', '{'])(
  '%j is no pattern, and is refused where it stands',
  async (pattern) => {
    const refused = api.createSiteRule({ ...rule, pattern });
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer: '/pattern' }],
    });
  },
);

test('a project holds a hundred rules and no more, and an archived one takes none', async () => {
  const project = await givenProject('rules without end');
  const rows = Array.from({ length: 99 }, (_, at) =>
    env.RECORD.prepare(
      "INSERT INTO site_rules VALUES (?, ?, 'https://a.example/*', 'linux_latest', NULL, NULL, 1, 1, 0, 0)",
    ).bind(`rul_${String(at).padStart(22, '0')}`, project),
  );
  await env.RECORD.batch(rows);
  await api.createSiteRule({ project, ...rule });
  await expect(api.createSiteRule({ project, ...rule })).rejects.toMatchObject(refusedAs('site_rules_full'));
  expect((await api.listSiteRules({ project })).siteRules).toHaveLength(100);

  const archived = await givenProject('rules no more');
  await api.editProject({ id: archived, archived: true });
  const late = api.createSiteRule({ project: archived, ...rule });
  await expect(late).rejects.toMatchObject(refusedAs('project_archived'));
});
