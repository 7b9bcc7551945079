import * as v from 'valibot';

import { errorCodes } from '../errors.ts';
import { deliveryIdSchema, projectIdSchema, webhookIdSchema } from '../ids.ts';
import { webhookEvents } from './event.ts';

/** What can be written about a webhook, and changed later. */
export const webhookFields = {
  /** Where it is told: the rules of `checkOutboundUrl`. */
  url: v.pipe(v.string(), v.maxLength(2048)),
  /** At least one, each once. */
  events: v.pipe(
    v.array(v.picklist(webhookEvents)),
    v.minLength(1),
    v.check((events) => new Set(events).size === events.length, 'Each event once'),
  ),
  enabled: v.boolean(),
} as const;

export const webhookEditSchema = v.partial(v.strictObject(webhookFields));
export type WebhookEdit = v.InferOutput<typeof webhookEditSchema>;

/** A webhook as people manage it. Its signing secret is never part of it. */
export const webhookViewSchema = v.object({
  id: webhookIdSchema,
  projectId: projectIdSchema,
  ...webhookFields,
  /** Why it was switched off: `failing` for three days, or its server said that it is `gone` (410); `null`: not by us. */
  disabledBecause: v.nullable(v.picklist(['failing', 'gone'])),
  /** Since when nothing has arrived, Unix milliseconds; `null`: the last delivery did. */
  failingSince: v.nullable(v.number()),
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type WebhookView = v.InferOutput<typeof webhookViewSchema>;

/** One event on its way to one webhook, and what became of it. */
export const deliverySchema = v.object({
  /** Also its `webhook-id`, the same for every attempt. */
  id: deliveryIdSchema,
  event: v.string(),
  status: v.picklist(['pending', 'delivered', 'failed']),
  attempts: v.number(),
  createdAt: v.number(),
  /** Of the next attempt; `null`: there is none. */
  nextAt: v.nullable(v.number()),
  /** Of the last attempt; `null`: there was none. */
  triedAt: v.nullable(v.number()),
  /** What its server answered with last; `null`: nothing. */
  httpStatus: v.nullable(v.number()),
  /** Why it did not arrive, where there was no answer. */
  code: v.nullable(v.picklist(errorCodes)),
});
export type Delivery = v.InferOutput<typeof deliverySchema>;
