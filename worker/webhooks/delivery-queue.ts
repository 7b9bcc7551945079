import type { Delivery } from '../../shared/webhook/webhook.ts';
import type { Attempt } from './send-delivery.ts';
import type { DeliveryRow } from './webhook-row.ts';

/** So long a row that is being sent is nobody else's; then it is due again. */
const leaseMs = 120_000;
const keptMs = 30 * 86_400_000;

/** What an attempt comes to. */
export interface Outcome {
  readonly attempt: Attempt;
  readonly status: Delivery['status'];
  readonly at: number;
  /** Of the next attempt, where there is one. */
  readonly nextAt: number;
}

/** The outbox, as it is emptied. Every function rejects where D1 cannot be reached. */
export function createDeliveryQueue(db: D1Database) {
  return {
    /** Takes up to `most` that are due, for webhooks that are on; two who ask at once get different ones. */
    async claim(now: number, most: number): Promise<DeliveryRow[]> {
      const sql = `UPDATE webhook_deliveries SET next_at = ?1 + ${leaseMs} WHERE id IN (
          SELECT webhook_deliveries.id FROM webhook_deliveries JOIN webhooks ON webhooks.id = webhook_id
          WHERE status = 'pending' AND next_at <= ?1 AND enabled = 1 ORDER BY next_at LIMIT ?2)
        RETURNING *`;
      return (await db.prepare(sql).bind(now, most).all<DeliveryRow>()).results;
    },

    /** Notes an attempt and what comes of it. */
    async note(row: DeliveryRow, { attempt, status, at, nextAt }: Outcome): Promise<void> {
      const { httpStatus, code } = attempt;
      const isIn = status === 'delivered';
      const outcome = db
        .prepare(
          `UPDATE webhook_deliveries SET status = ?2, attempts = attempts + 1, tried_at = ?3, next_at = ?4,
             http_status = ?5, code = ?6 WHERE id = ?1`,
        )
        .bind(row.id, status, at, nextAt, httpStatus, code);
      const health = db
        .prepare(`UPDATE webhooks SET failing_since = CASE WHEN ?2 THEN NULL ELSE coalesce(failing_since, ?3) END
          WHERE id = ?1`)
        .bind(row.webhook_id, Number(isIn), at);
      await db.batch([outcome, health]);
    },

    /** Forgets what is older than 30 days, up to 500 at once. */
    async purge(now: number): Promise<void> {
      const sql = `DELETE FROM webhook_deliveries WHERE id IN (
        SELECT id FROM webhook_deliveries WHERE created_at <= ? ORDER BY created_at LIMIT 500)`;
      await db
        .prepare(sql)
        .bind(now - keptMs)
        .run();
    },
  };
}
