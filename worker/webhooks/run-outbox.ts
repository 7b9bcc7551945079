import { log } from '../log.ts';
import type { Job } from '../schedule/job.ts';
import { deliverDue, type Clock } from './deliver.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import { gatherChanges } from './gather-changes.ts';
import { gatherDates } from './gather-dates.ts';
import { gatherUnused } from './gather-unused.ts';
import { createWebhookTable } from './webhook-table.ts';

/** Rounds of gathering in a run: ten thousand lines of audit. */
const rounds = 20;

const clock: Clock = { now: () => Date.now(), chance: () => Math.random() };

/** Right after a change, so that its event leaves at once. The change does not wait for it; never rejects. */
export async function tellSoon(env: Env): Promise<void> {
  try {
    if (!(await createWebhookTable(env.RECORD).anyEnabled())) return;
    await gatherChanges(env.RECORD, clock.now());
    await deliverDue(env, clock);
  } catch (error) {
    log({ event: 'outbox_failed', error }); // The job of the minute does it then.
  }
}

/** Every minute: puts in what happened and what is about to, sends what is due, forgets what is old. */
export const runOutbox: Job = {
  name: 'webhooks',
  run: async ({ env, now, mark }) => {
    for (let round = 0; round < rounds && (await gatherChanges(env.RECORD, now)); round += 1);
    await gatherDates(env.RECORD, now);
    const next = await gatherUnused(env.RECORD, mark === null ? null : Number(mark), now);
    await deliverDue(env, { ...clock, now: () => now });
    await createDeliveryQueue(env.RECORD).purge(now);
    return String(next);
  },
};
