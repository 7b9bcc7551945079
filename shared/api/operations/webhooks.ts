import * as v from 'valibot';

import { deliveryIdSchema, projectIdSchema, webhookIdSchema } from '../../ids.ts';
import {
  deliverySchema,
  webhookEditSchema,
  webhookFields,
  webhookViewSchema,
} from '../../webhook/webhook.ts';
import { nextSchema, pageFields } from '../page.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

const inProject = { project: v.optional(projectIdSchema, 'prj_default') };
const oneWebhook = v.strictObject({ id: webhookIdSchema });
const oneWebhookAsSeen = v.strictObject({ id: webhookIdSchema, rev: ifMatchSchema });

/** `whsec_…`: told when it is made, and never again. */
const withSecret = v.object({ webhook: webhookViewSchema, secret: v.string() });

/** What can be done to webhooks. */
export const webhookOperations = {
  /** All of a project, up to 20, oldest first. */
  listWebhooks: {
    method: 'GET',
    path: '/v1/webhooks',
    summary: 'Lists the webhooks of a project.',
    input: v.strictObject(inProject),
    output: v.object({ webhooks: v.array(webhookViewSchema) }),
  },
  createWebhook: {
    method: 'POST',
    path: '/v1/webhooks',
    summary: 'Makes a webhook and tells its signing secret.',
    idempotent: true,
    input: v.strictObject({ url: webhookFields.url, events: webhookFields.events, ...inProject }),
    output: withSecret,
    /** Without the secret, of which there is no copy: rotating makes another. */
    replayed: v.object({ webhook: webhookViewSchema, secret: v.null() }),
    status: 201,
  },
  readWebhook: {
    method: 'GET',
    path: '/v1/webhooks/:id',
    summary: 'Reads a webhook.',
    input: oneWebhook,
    output: webhookViewSchema,
  },
  editWebhook: {
    method: 'PATCH',
    path: '/v1/webhooks/:id',
    summary: 'Changes a webhook; what is left out stays.',
    ifMatch: true,
    input: v.strictObject({ id: webhookIdSchema, rev: ifMatchSchema, ...webhookEditSchema.entries }),
    output: webhookViewSchema,
  },
  /** With everything that is on its way to it. */
  deleteWebhook: {
    method: 'DELETE',
    path: '/v1/webhooks/:id',
    summary: 'Deletes a webhook and its deliveries.',
    ifMatch: true,
    input: oneWebhookAsSeen,
    output: oneWebhook,
  },
  /** For a day deliveries carry two signatures, by the new secret and by the one before. */
  rotateWebhookSecret: {
    method: 'POST',
    path: '/v1/webhooks/:id/rotate',
    summary: 'Gives a webhook a new signing secret and tells it.',
    ifMatch: true,
    input: oneWebhookAsSeen,
    output: withSecret,
  },
  testWebhook: {
    method: 'POST',
    path: '/v1/webhooks/:id/test',
    summary: 'Sends the event "test" to a webhook.',
    input: oneWebhook,
    output: deliverySchema,
  },
  /** Newest first; kept for 30 days. */
  listDeliveries: {
    method: 'GET',
    path: '/v1/webhooks/:id/deliveries',
    summary: 'Lists what was sent to a webhook and what became of it, newest first.',
    input: v.strictObject({
      id: webhookIdSchema,
      status: v.optional(deliverySchema.entries.status),
      ...pageFields,
    }),
    output: v.object({ deliveries: v.array(deliverySchema), next: nextSchema }),
  },
  /** Once more, from the first attempt on; under the same `webhook-id`, so that a receiver can tell. */
  replayDelivery: {
    method: 'POST',
    path: '/v1/webhooks/:id/deliveries/:delivery/replay',
    summary: 'Sends one delivery again.',
    input: v.strictObject({ id: webhookIdSchema, delivery: deliveryIdSchema }),
    output: deliverySchema,
  },
  /** Up to 1,000 at once. */
  replayFailed: {
    method: 'POST',
    path: '/v1/webhooks/:id/replay',
    summary: 'Sends every failed delivery again.',
    input: oneWebhook,
    output: v.object({ replayed: v.number() }),
  },
} as const satisfies Record<string, Operation>;
