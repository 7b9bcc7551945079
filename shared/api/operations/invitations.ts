import * as v from 'valibot';

import { invitationSchema } from '../../people/invitation.ts';
import { invitationIdSchema } from '../../people/ids.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

/** What can be done to invitations: somebody joins by a link, once. */
export const invitationOperations = {
  /**
   * For a week. `secret` is the end of `link`: whoever has the link joins with these roles, as whomever they sign in.
   * Only owners invite owners.
   */
  invitePerson: {
    method: 'POST',
    path: '/v1/invitations',
    summary: 'Invites somebody to join with some roles, and tells the link once.',
    idempotent: true,
    input: v.strictObject({ name: invitationSchema.entries.name, grants: invitationSchema.entries.grants }),
    output: v.object({ invitation: invitationSchema, secret: v.string(), link: v.string() }),
    /** Without the link, of which there is no copy. */
    replayed: v.object({ invitation: invitationSchema, secret: v.null() }),
  },
  listInvitations: {
    method: 'GET',
    path: '/v1/invitations',
    summary: 'Lists invitations, those that are used up or over included, without their links.',
    input: v.strictObject(pageFields),
    output: v.object({ invitations: v.array(invitationSchema), next: nextSchema }),
  },
  /** Asking twice is harmless; what was taken up already stays so. */
  revokeInvitation: {
    method: 'DELETE',
    path: '/v1/invitations/:id',
    summary: 'Revokes an invitation: its link lets nobody in any more.',
    input: v.strictObject({ id: invitationIdSchema }),
    output: invitationSchema,
  },
} as const satisfies Record<string, Operation>;
