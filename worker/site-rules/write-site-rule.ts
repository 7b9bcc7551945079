import type { SiteRule } from '../../shared/context/site-rule.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { createSiteRuleTable } from './site-rule-table.ts';

/** A rule before and after; `null`: there is none. */
export interface SiteRuleChange {
  readonly before: SiteRule | null;
  readonly after: SiteRule | null;
}

/**
 * Writes a site rule, or deletes it, together with its line in the audit.
 *
 * Refusals: `revision_mismatch`, `site_rules_full`, `project_archived`. Rejects where D1 cannot be reached.
 */
export async function writeSiteRule(change: SiteRuleChange, by: By, env: Env): Promise<Result<null>> {
  const rule = change.after ?? change.before;
  if (rule === null) return ok(null);
  try {
    const statement = statementOf(change, rule, env);
    const [result] = await recordWithAudit(env, { ...by, ...lineOf(change, rule) }, [statement]);
    return result?.meta.changes === 0 ? refuse('revision_mismatch') : ok(null);
  } catch (error) {
    // D1 tells a trigger's word only by message.
    if (String(error).includes('enough site rules')) return refuse('site_rules_full');
    if (String(error).includes('takes nothing new')) return refuse('project_archived');
    throw error;
  }
}

function lineOf(change: SiteRuleChange, rule: SiteRule) {
  return {
    opId: crypto.randomUUID(),
    subject: rule.id,
    projectId: rule.projectId,
    action: actionOf(change),
    outcome: 'done',
    rev: change.after?.rev ?? rule.rev + 1, // Deleting is a change of its own.
    at: Date.now(),
    before: change.before && written(change.before),
    after: change.after && written(change.after),
  } as const;
}

function statementOf({ before, after }: SiteRuleChange, rule: SiteRule, env: Env): D1PreparedStatement {
  const table = createSiteRuleTable(env.RECORD);
  if (after === null) return table.remove(rule);
  return before === null ? table.insert(after) : table.update(after);
}

function actionOf({ before, after }: SiteRuleChange) {
  if (before === null) return 'site_rule.create';
  return after === null ? 'site_rule.delete' : 'site_rule.edit';
}

function written({ pattern, image, keyId, format, position }: SiteRule) {
  return { pattern, image, keyId, format, position };
}
