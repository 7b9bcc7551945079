import * as v from 'valibot';

import { imageIdSchema, keyIdSchema, sessionIdSchema } from '../ids.ts';
import { policyRefSchema } from '../key/key.ts';

/** `legacy`: MCP up to 2025-11-25, with a handshake and a session id. `stateless`: 2026-07-28 and later. */
export const eras = ['legacy', 'stateless'] as const;
export type Era = (typeof eras)[number];

/**
 * Why a session ended: `idle` and `max_runtime` by its policy, `apply_now` because another was to hold at once, `cut`,
 * `deleted`, `exposed` and `expired` by its key, `ticket_revoked` with the only credential that used it, `client` by the
 * client, `upstream` because the image no longer knew it or never answered its first request.
 */
export const endReasons = [
  'idle',
  'max_runtime',
  'cut',
  'deleted',
  'exposed',
  'expired',
  'ticket_revoked',
  'apply_now',
  'client',
  'upstream',
] as const;
export type EndReason = (typeof endReasons)[number];

/** A run of calls by one client on one image, under the policy version it started with. Unix milliseconds. */
export const sessionViewSchema = v.object({
  id: sessionIdSchema,
  keyId: keyIdSchema,
  image: imageIdSchema,
  /** The name the client gave itself; it groups calls and authorises nothing. */
  client: v.string(),
  era: v.picklist(eras),
  policy: policyRefSchema,
  startedAt: v.number(),
  /** Last MCP message of the client. */
  activeAt: v.number(),
  end: v.nullable(v.object({ at: v.number(), reason: v.picklist(endReasons) })),
});
export type SessionView = v.InferOutput<typeof sessionViewSchema>;
