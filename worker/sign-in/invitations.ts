import { invitationLifeMs, type Invitation } from '../../shared/people/invitation.ts';
import { prefixes } from '../../shared/ids.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import { newId } from '../secrets/new-id.ts';
import type { InTurn } from '../gate/queue.ts';
import type { InvitationTable } from './invitation-table.ts';

interface Deps {
  readonly table: InvitationTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
}

/** Inviting people. Whether somebody may invite, and as what, is decided before. */
export function createInvitations({ table, audit, inTurn, now }: Deps) {
  return {
    /** `digest`: of the link's token. Refusal: `record_unavailable`. */
    invite(
      { name, grants }: Pick<Invitation, 'name' | 'grants'>,
      digest: string,
      by: By,
    ): Promise<Result<Invitation>> {
      return inTurn(async () => {
        const id = newId(prefixes.invitation);
        const line = { subject: id, action: 'invitation.create', after: { name, grants } } as const;
        const recorded = await audit.record(line, by);
        if (!recorded.ok) return recorded;
        table.add(digest, { id, name, grants, invitedBy: by.actor, expiresAt: now() + invitationLifeMs });
        return found(table.read(id));
      });
    },

    /** In force when it is answered. What is not open any more stays what it is. Refusal: `invitation_not_found`. */
    revoke(id: string, by: By): Promise<Result<Invitation>> {
      return inTurn(async () => {
        const invitation = table.read(id);
        if (invitation?.state === 'open') {
          table.revoke(id);
          audit.note({ subject: id, action: 'invitation.revoke' }, by);
          await audit.flush();
        }
        return found(table.read(id));
      });
    },

    list: table.list,

    /** The invitation behind a link, if it can be taken up. Refusal: `invitation_invalid`. */
    open(digest: string): Result<Invitation> {
      const invitation = table.findBy(digest);
      return invitation?.state === 'open' ? ok(invitation) : refuse('invitation_invalid');
    },
  };
}
export type Invitations = ReturnType<typeof createInvitations>;

function found(invitation: Invitation | null): Result<Invitation> {
  return invitation === null ? refuse('invitation_not_found') : ok(invitation);
}
