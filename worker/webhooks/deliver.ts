import { backoff } from '../../shared/webhook/backoff.ts';
import { inParallel } from '../in-parallel.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import { sendDelivery, type Attempt } from './send-delivery.ts';
import type { DeliveryRow, StoredWebhook } from './webhook-row.ts';
import { switchOffWebhook } from './webhook-changes.ts';
import { createWebhookTable } from './webhook-table.ts';

/** Taken in a round, of all webhooks together. */
const most = 60;
/** The platform lets so many requests wait for an answer at the same time. */
const atOnce = 6;
const patienceMs = 3 * 86_400_000;
/** Standard Webhooks: the receiver wants no more. */
const gone = 410;

export interface Clock {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly chance: () => number;
}

/**
 * Sends what is due, each webhook's own one after the other; gives how many were taken.
 *
 * At least once: what is lost half-way is sent again under the same id. Rejects where D1 cannot be reached.
 */
export async function deliverDue(env: Env, clock: Clock): Promise<number> {
  const rows = await createDeliveryQueue(env.RECORD).claim(clock.now(), most);
  const byWebhook = Map.groupBy(rows, (row) => row.webhook_id);
  const webhooks = await createWebhookTable(env.RECORD).readAll([...byWebhook.keys()]);
  await inParallel(atOnce, webhooks, (webhook) =>
    deliverTo(webhook, byWebhook.get(webhook.id) ?? [], env, clock),
  );
  return rows.length;
}

async function deliverTo(
  webhook: StoredWebhook,
  rows: readonly DeliveryRow[],
  env: Env,
  clock: Clock,
): Promise<void> {
  for (const row of rows) {
    const attempt = await sendDelivery(webhook, row, clock.now(), env);
    await conclude(webhook, row, attempt, env, clock);
    // Whoever does not answer now would not answer the next either: that one stays taken and is due in two minutes.
    if (attempt.httpStatus === null || attempt.httpStatus === gone) return;
  }
}

async function conclude(
  webhook: StoredWebhook,
  row: DeliveryRow,
  attempt: Attempt,
  env: Env,
  { now, chance }: Clock,
): Promise<void> {
  const at = now();
  const status = attempt.httpStatus ?? 0;
  const outcome = outcomeOf(status, row.attempts + 1, chance());
  await createDeliveryQueue(env.RECORD).note(row, {
    attempt,
    at,
    nextAt: at + outcome.waitMs,
    status: outcome.status,
  });
  const isLong = outcome.status === 'failed' && at - (webhook.failingSince ?? at) >= patienceMs;
  if (status === gone || isLong) await switchOffWebhook(env, webhook, isLong ? 'failing' : 'gone', at);
}

/** `httpStatus` is 0 where there was no answer. */
function outcomeOf(httpStatus: number, attempts: number, chance: number) {
  if (httpStatus >= 200 && httpStatus < 300) return { status: 'delivered', waitMs: 0 } as const;
  const wait = httpStatus === gone ? null : backoff(attempts, chance);
  return wait === null
    ? ({ status: 'failed', waitMs: 0 } as const)
    : ({ status: 'pending', waitMs: wait } as const);
}
