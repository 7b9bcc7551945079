import type { ErrorEntry } from './entry.ts';

/** Refusals about webhooks. */
export const webhookErrors = {
  webhook_not_found: {
    status: 404,
    title: 'There is no such webhook',
    hint: 'List the webhooks to see which there are.',
  },
  delivery_not_found: {
    status: 404,
    title: 'There is no such delivery',
    hint: 'List the webhook’s deliveries; they are kept for 30 days.',
  },
  webhook_limit: {
    status: 409,
    title: 'The project has as many webhooks as it may',
    hint: 'Delete a webhook that is no longer used, then make the new one.',
  },
} as const satisfies Record<string, ErrorEntry>;
