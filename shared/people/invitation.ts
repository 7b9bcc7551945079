import * as v from 'valibot';

import { grantsSchema } from './grant.ts';
import { invitationIdSchema } from './ids.ts';
import { personNameSchema } from './person.ts';

/** How long an invitation can be taken up, in milliseconds: a week. */
export const invitationLifeMs = 7 * 24 * 3600 * 1000;

/** What becomes of an invitation; only an `open` one lets anybody in, and only once. */
const invitationStates = ['open', 'used', 'revoked', 'expired'] as const;

/** Somebody may join by a link, once. Times are Unix milliseconds. The link itself is told when it is made, never again. */
export const invitationSchema = v.object({
  id: invitationIdSchema,
  /** For whom it is meant, in the words of whoever invites. */
  name: personNameSchema,
  /** What whoever takes it up will be. */
  grants: grantsSchema,
  state: v.picklist(invitationStates),
  /** `usr_…` of whoever invites, or `tok_…`. */
  invitedBy: v.string(),
  createdAt: v.number(),
  expiresAt: v.number(),
  /** `usr_…` of whoever took it up. */
  usedBy: v.nullable(v.string()),
});
export type Invitation = v.InferOutput<typeof invitationSchema>;
