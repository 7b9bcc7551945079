import { recordWithAudit } from '../audit/record-with-audit.ts';
import type { By } from '../audit/entry.ts';
import type { WebhookEdit, WebhookView } from '../../shared/webhook/webhook.ts';
import { mostWebhooks } from './webhook-table.ts';

interface Change extends By {
  readonly webhook: WebhookView;
  readonly action: `webhook.${string}`;
  readonly at: number;
  readonly before: object | null;
  readonly after: object | null;
}

/** Whether the statement changed its row, which is at the revision before `rev`. */
async function record(
  env: Env,
  change: Change,
  rev: number,
  statement: D1PreparedStatement,
): Promise<boolean> {
  const { webhook, action, at, before, after, actor, device, requestId } = change;
  const what = { subject: webhook.id, projectId: webhook.projectId, action, outcome: 'done', rev } as const;
  const entry = { opId: crypto.randomUUID(), ...what, actor, device, requestId, at, before, after };
  const [result] = await recordWithAudit(env, entry, [statement]);
  return result?.meta.changes === 1;
}

/** `false`: the project has as many as it may. */
export function insertWebhook(env: Env, webhook: WebhookView, by: By): Promise<boolean> {
  const { id, projectId, url, events, createdAt } = webhook;
  const sql = `INSERT INTO webhooks (id, project_id, url, events, enabled, secret_rev, rev, created_at, changed_at)
    SELECT ?1, ?2, ?3, ?4, 1, 1, 1, ?5, ?5
    WHERE (SELECT count(*) FROM webhooks WHERE project_id = ?2) < ${mostWebhooks}`;
  const statement = env.RECORD.prepare(sql).bind(id, projectId, url, JSON.stringify(events), createdAt);
  const change = { webhook, action: 'webhook.create', at: createdAt, before: null, ...by } as const;
  return record(env, { ...change, after: { url, events } }, 1, statement);
}

/** `false`: it is not at that revision any more. Switched on again, it starts anew. */
export function updateWebhook(
  env: Env,
  webhook: WebhookView,
  { url, events, enabled }: WebhookEdit,
  at: number,
  by: By,
): Promise<boolean> {
  const sql = `UPDATE webhooks SET url = coalesce(?3, url), events = coalesce(?4, events),
      enabled = coalesce(?5, enabled), rev = rev + 1, changed_at = ?6,
      disabled_because = CASE WHEN ?5 IS NULL THEN disabled_because END,
      failing_since = CASE WHEN ?5 = 1 THEN NULL ELSE failing_since END
    WHERE id = ?1 AND rev = ?2`;
  const isOn = enabled === undefined ? null : Number(enabled);
  const values = [url ?? null, events ? JSON.stringify(events) : null, isOn, at];
  const statement = env.RECORD.prepare(sql).bind(webhook.id, webhook.rev, ...values);
  const before = { url: webhook.url, events: webhook.events, enabled: webhook.enabled };
  const change = {
    webhook,
    action: 'webhook.edit',
    at,
    before,
    after: { url, events, enabled },
  } as const;
  return record(env, { ...change, ...by }, webhook.rev + 1, statement);
}

export function rotateWebhook(env: Env, webhook: WebhookView, at: number, by: By): Promise<boolean> {
  const sql = `UPDATE webhooks SET secret_rev = secret_rev + 1, rotated_at = ?3, rev = rev + 1, changed_at = ?3
    WHERE id = ?1 AND rev = ?2`;
  const statement = env.RECORD.prepare(sql).bind(webhook.id, webhook.rev, at);
  const change = { webhook, action: 'webhook.rotate', at, before: null, after: null, ...by } as const;
  return record(env, change, webhook.rev + 1, statement);
}

/** Switches off one that nothing arrives at; it can be switched on again. */
export function switchOffWebhook(
  env: Env,
  webhook: WebhookView,
  because: 'failing' | 'gone',
  at: number,
): Promise<boolean> {
  const sql = `UPDATE webhooks SET enabled = 0, disabled_because = ?3, rev = rev + 1, changed_at = ?4
    WHERE id = ?1 AND rev = ?2 AND enabled = 1`;
  const statement = env.RECORD.prepare(sql).bind(webhook.id, webhook.rev, because, at);
  const by = { actor: 'keyharbor', device: null, requestId: '' };
  const change = { webhook, action: 'webhook.switch_off', at, before: null, after: { because } } as const;
  return record(env, { ...change, ...by }, webhook.rev + 1, statement);
}

export async function removeWebhook(env: Env, webhook: WebhookView, at: number, by: By): Promise<boolean> {
  const statement = env.RECORD.prepare('DELETE FROM webhooks WHERE id = ? AND rev = ?').bind(
    webhook.id,
    webhook.rev,
  );
  const change = { webhook, action: 'webhook.delete', at, before: null, after: null, ...by } as const;
  const isGone = await record(env, change, webhook.rev + 1, statement);
  if (isGone)
    await env.RECORD.prepare('DELETE FROM webhook_deliveries WHERE webhook_id = ?').bind(webhook.id).run();
  return isGone;
}
