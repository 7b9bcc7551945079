import type { Handlers } from '../../shared/api/contract.ts';
import type { siteRuleOperations } from '../../shared/api/operations/site-rules.ts';
import type { SiteRule } from '../../shared/context/site-rule.ts';
import { prefixes } from '../../shared/ids.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem, recordGone, staleAt } from '../http/problem.ts';
import { checkNamedImages } from '../images/named-images.ts';
import { askGate } from '../keys/ask-gate.ts';
import { findOpenProject, findProject } from '../projects/find-project.ts';
import { newId } from '../secrets/new-id.ts';
import { createSiteRuleTable } from './site-rule-table.ts';
import { writeSiteRule, type SiteRuleChange } from './write-site-rule.ts';

export const siteRuleHandlers: Pick<Handlers<Context>, keyof typeof siteRuleOperations> = {
  listSiteRules: async ({ project }, { env }) => {
    await findProject(project, env);
    return { siteRules: await list(project, env) };
  },
  createSiteRule: async ({ project, position, ...fields }, context) => {
    await findOpenProject(project, context.env);
    checkPattern(fields.pattern);
    await checkNamed(fields, project, context.env);
    const last = (await list(project, context.env)).at(-1)?.position ?? 0;
    const now = Date.now();
    const rule = {
      id: newId(prefixes.siteRule),
      projectId: project,
      ...fields,
      position: position ?? last + 1,
      rev: 1,
      createdAt: now,
      changedAt: now,
    };
    await write({ before: null, after: rule }, context);
    return rule;
  },
  editSiteRule: async ({ id, rev, ...edit }, context) => {
    const before = await read(id, rev, context.env);
    if (edit.pattern !== undefined) checkPattern(edit.pattern);
    await checkNamed(edit, before.projectId, context.env);
    const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
    const after: SiteRule = { ...before, ...given, rev: before.rev + 1, changedAt: Date.now() };
    await write({ before, after }, context);
    return after;
  },
  deleteSiteRule: async ({ id, rev }, context) => {
    await write({ before: await read(id, rev, context.env), after: null }, context);
    return { id };
  },
};

function list(project: string, env: Env): Promise<SiteRule[]> {
  return createSiteRuleTable(env.RECORD).list(project).catch(recordGone);
}

async function read(id: string, rev: number | undefined, env: Env): Promise<SiteRule> {
  const rule = await createSiteRuleTable(env.RECORD).read(id).catch(recordGone);
  if (rule === null) throw new Problem('site_rule_not_found');
  if (rev !== undefined && rev !== rule.rev) throw staleAt(rule.rev);
  return rule;
}

async function write(change: SiteRuleChange, context: Context): Promise<void> {
  orThrow(await writeSiteRule(change, by(context), context.env).catch(recordGone));
}

/** What a rule offers is its project's: of another looks as if there were none. */
async function checkNamed(
  { image, keyId }: { readonly image?: string | undefined; readonly keyId?: string | null | undefined },
  projectId: string,
  env: Env,
): Promise<void> {
  if (image !== undefined) await checkNamedImages([image], projectId, env);
  if (!keyId) return;
  const key = await askGate(keyId, env, (gate) => gate.read());
  if (!key.ok && key.code !== 'key_deleted') throw new Problem(key.code);
  if (!key.ok || key.value.projectId !== projectId) throw new Problem('key_not_found');
}

/** The browser reads it with the same standard, so what is taken here works there. */
function checkPattern(pattern: string): void {
  try {
    void new URLPattern(pattern);
  } catch {
    throw new Problem('validation_failed', {
      fields: [{ pointer: '/pattern', message: 'Expected a URL pattern' }],
    });
  }
}
