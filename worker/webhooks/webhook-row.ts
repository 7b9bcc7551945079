import * as v from 'valibot';

import {
  deliverySchema,
  webhookViewSchema,
  type Delivery,
  type WebhookView,
} from '../../shared/webhook/webhook.ts';

export interface WebhookRow {
  readonly id: string;
  readonly project_id: string;
  readonly url: string;
  readonly events: string;
  readonly enabled: number;
  readonly disabled_because: string | null;
  readonly failing_since: number | null;
  readonly secret_rev: number;
  readonly rotated_at: number | null;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
}

/** A webhook with what signing needs. */
export interface StoredWebhook extends WebhookView {
  readonly secretRev: number;
  readonly rotatedAt: number | null;
}

export function webhookOf(row: WebhookRow): StoredWebhook {
  return { ...viewOf(row), secretRev: row.secret_rev, rotatedAt: row.rotated_at };
}

export function viewOf(row: WebhookRow): WebhookView {
  const events: unknown = JSON.parse(row.events);
  return v.parse(webhookViewSchema, {
    ...row,
    projectId: row.project_id,
    events,
    enabled: row.enabled === 1,
    disabledBecause: row.disabled_because,
    failingSince: row.failing_since,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  });
}

export interface DeliveryRow {
  readonly id: string;
  readonly webhook_id: string;
  readonly event: string;
  readonly payload: string;
  readonly status: string;
  readonly attempts: number;
  readonly created_at: number;
  readonly next_at: number;
  readonly tried_at: number | null;
  readonly http_status: number | null;
  readonly code: string | null;
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return v.parse(deliverySchema, {
    ...row,
    createdAt: row.created_at,
    nextAt: row.status === 'pending' ? row.next_at : null,
    triedAt: row.tried_at,
    httpStatus: row.http_status,
  });
}
