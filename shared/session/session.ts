import * as v from 'valibot';

import { imageIdSchema, keyIdSchema, prefixes, sessionIdSchema } from '../ids.ts';
import { policyRefSchema } from '../key/key.ts';

/** Characters of a session's id that are its own: 130 bits. */
export const ownLength = 22;

/** `legacy`: MCP up to 2025-11-25, with a handshake and a session id. `stateless`: 2026-07-28 and later. */
export const eras = ['legacy', 'stateless'] as const;
export type Era = (typeof eras)[number];

/**
 * Why a session ended: `idle` and `max_runtime` by its policy, `apply_now` because another was to hold at once, `cut`,
 * `deleted`, `exposed` and `expired` by its key, `ticket_revoked` with the only credential that used it, `image_disabled` with its image, `client` by the
 * client, `upstream` because the image no longer knew it or never answered its first request,
 * `operator` because somebody ended it.
 */
export const endReasons = [
  'idle',
  'max_runtime',
  'cut',
  'deleted',
  'exposed',
  'expired',
  'ticket_revoked',
  'image_disabled',
  'apply_now',
  'client',
  'upstream',
  'operator',
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
  /** Last sign of a person; the start, where there was none. */
  userActiveAt: v.number(),
  /** Messages that were let through. */
  calls: v.number(),
  /** Bytes of messages and answers, as far as they are counted yet. */
  bytesIn: v.number(),
  bytesOut: v.number(),
  /** Answers and streams that are open for longer than a moment. */
  streams: v.number(),
  end: v.nullable(v.object({ at: v.number(), reason: v.picklist(endReasons) })),
});
export type SessionView = v.InferOutput<typeof sessionViewSchema>;

/** The key of a session, from the session's id alone: so its gate is found without a search. `null`: an id from before it was in there. */
export function keyIdOf(session: string): string | null {
  const body = session.slice(prefixes.session.length);
  return body.length > ownLength ? prefixes.key + body.slice(0, -ownLength) : null;
}

/** A session's id: `ses_` + what names its key's gate + 22 characters of its own. */
export function sessionIdFor(keyId: string, own: string): string {
  return prefixes.session + keyId.slice(prefixes.key.length) + own;
}
