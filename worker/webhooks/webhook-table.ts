import type { WebhookView } from '../../shared/webhook/webhook.ts';
import { viewOf, webhookOf, type StoredWebhook, type WebhookRow } from './webhook-row.ts';

/** A project needs no more, and every event is put in once for each. */
export const mostWebhooks = 20;

/** Webhooks in the record, for reading. Every function rejects where D1 cannot be reached. */
export function createWebhookTable(db: D1Database) {
  return {
    async list(projectId: string): Promise<WebhookView[]> {
      const sql = 'SELECT * FROM webhooks WHERE project_id = ? ORDER BY created_at, id LIMIT ?';
      return (await db.prepare(sql).bind(projectId, mostWebhooks).all<WebhookRow>()).results.map(viewOf);
    },

    async read(id: string): Promise<StoredWebhook | null> {
      const row = await db.prepare('SELECT * FROM webhooks WHERE id = ?').bind(id).first<WebhookRow>();
      return row && webhookOf(row);
    },

    /** Several at once, by their ids. */
    async readAll(ids: readonly string[]): Promise<StoredWebhook[]> {
      const sql = 'SELECT * FROM webhooks WHERE id IN (SELECT value FROM json_each(?))';
      return (await db.prepare(sql).bind(JSON.stringify(ids)).all<WebhookRow>()).results.map(webhookOf);
    },

    async anyEnabled(): Promise<boolean> {
      return (await db.prepare('SELECT 1 FROM webhooks WHERE enabled = 1 LIMIT 1').first()) !== null;
    },
  };
}
