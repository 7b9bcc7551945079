import * as v from 'valibot';

import { imageIdSchema, ticketIdSchema } from '../ids.ts';
import { keyNameSchema } from '../key/fields.ts';

/** More usable tickets than this no key has: each is a credential that somebody must keep an eye on. */
export const mostTickets = 20;

/** What is told of a new ticket. Only `label` can be changed later. */
export const ticketFields = {
  /** Which client or site it is for, 1 to 64 characters: it is how people find the one to revoke. */
  label: keyNameSchema,
  /** The one image that it opens. */
  image: imageIdSchema,
  /** From this time on (Unix milliseconds) it opens nothing; `null`: as long as its key. */
  expiresAt: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
} as const;

/** A ticket as anyone who may read its key sees it. Never its secret. Times are Unix milliseconds. */
export const ticketViewSchema = v.object({
  id: ticketIdSchema,
  image: imageIdSchema,
  label: v.string(),
  /** `kht_0aB3…x9Yz` */
  masked: v.string(),
  createdAt: v.number(),
  expiresAt: v.nullable(v.number()),
  /** `null`: it was not. */
  revokedAt: v.nullable(v.number()),
  /** `null`: never used. */
  lastUsedAt: v.nullable(v.number()),
  /** Calls that it was let through with. */
  uses: v.number(),
});
export type TicketView = v.InferOutput<typeof ticketViewSchema>;

/** Whether the ticket's own state lets it open its image at `now`; whether its key does is another matter. */
export function isUsable(
  { revokedAt, expiresAt }: Pick<TicketView, 'revokedAt' | 'expiresAt'>,
  now: number,
): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}
