import type { Delivery } from '../../shared/webhook/webhook.ts';
import { deliveryOf, type DeliveryRow } from './webhook-row.ts';

const replayedAtOnce = 1_000;

export interface DeliveryPage {
  readonly status?: Delivery['status'] | undefined;
  /** The last one of the page before; `null`: from the start. */
  readonly last: readonly [createdAt: number, id: string] | null;
  readonly most: number;
}

/** What was put into the outbox, for people to look at and to send again. Every function rejects where D1 cannot be reached. */
export function createDeliveryLog(db: D1Database) {
  const read = async (webhookId: string, id: string): Promise<Delivery | null> => {
    const sql = 'SELECT * FROM webhook_deliveries WHERE webhook_id = ? AND id = ?';
    const row = await db.prepare(sql).bind(webhookId, id).first<DeliveryRow>();
    return row && deliveryOf(row);
  };

  return {
    read,

    /** Puts in one for this webhook alone. */
    async add(webhookId: string, event: string, payload: string, now: number): Promise<Delivery> {
      const id = `msg_${crypto.randomUUID().replaceAll('-', '')}`;
      const sql = `INSERT INTO webhook_deliveries
          (id, webhook_id, source, event, payload, status, attempts, created_at, next_at)
        VALUES (?1, ?2, ?1, ?3, ?4, 'pending', 0, ?5, ?5) RETURNING *`;
      const row = await db.prepare(sql).bind(id, webhookId, event, payload, now).first<DeliveryRow>();
      if (row === null) throw new Error('a row that was not returned');
      return deliveryOf(row);
    },

    async list(webhookId: string, { status, last, most }: DeliveryPage): Promise<Delivery[]> {
      const sql = `SELECT * FROM webhook_deliveries WHERE webhook_id = ?1 AND (?2 IS NULL OR status = ?2)
        AND (created_at, id) < (?3, ?4) ORDER BY created_at DESC, id DESC LIMIT ?5`;
      const [at, id] = last ?? [Number.MAX_SAFE_INTEGER, ''];
      const { results } = await db
        .prepare(sql)
        .bind(webhookId, status ?? null, at, id, most)
        .all<DeliveryRow>();
      return results.map(deliveryOf);
    },

    /** Makes one due again, as if it was never tried; `null`: there is no such one. */
    async replay(webhookId: string, id: string, now: number): Promise<Delivery | null> {
      const sql = `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, next_at = ?3
        WHERE webhook_id = ?1 AND id = ?2`;
      await db.prepare(sql).bind(webhookId, id, now).run();
      return read(webhookId, id);
    },

    /** The same for the failed ones; gives how many. */
    async replayFailed(webhookId: string, now: number): Promise<number> {
      const sql = `UPDATE webhook_deliveries SET status = 'pending', attempts = 0, next_at = ?2 WHERE id IN (
          SELECT id FROM webhook_deliveries WHERE webhook_id = ?1 AND status = 'failed'
          ORDER BY created_at LIMIT ${replayedAtOnce})`;
      return (await db.prepare(sql).bind(webhookId, now).run()).meta.changes;
    },
  };
}
