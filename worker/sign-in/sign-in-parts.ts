import type { PageSession } from '../../shared/people/page-session.ts';
import type { Person } from '../../shared/people/person.ts';
import type { By } from '../audit/entry.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import type { PeopleTable } from '../people/people-table.ts';
import type { InTurn } from '../gate/queue.ts';
import { createAttemptTable } from './attempt-table.ts';
import { createInvitationTable } from './invitation-table.ts';
import { createInvitations } from './invitations.ts';
import { createKeySetTable } from './key-set-table.ts';
import { createPageSessionTable } from './page-session-table.ts';
import { createSignIn } from './sign-in.ts';

interface Deps {
  readonly sql: SqlStorage;
  readonly people: PeopleTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
}

/** Somebody on our pages, as they are at this moment. */
export interface SignedIn {
  readonly person: Person;
  readonly session: PageSession;
}

/** What the directory knows of signing in, wired together. */
export function createSignInParts({ sql, people, audit, inTurn, now }: Deps) {
  const sessions = createPageSessionTable(sql, now);
  const invitationTable = createInvitationTable(sql, now);
  const invitations = createInvitations({ table: invitationTable, audit, inTurn, now });
  return {
    attempts: createAttemptTable(sql, now),
    keySets: createKeySetTable(sql, now),
    sessions,
    invitations,
    signIn: createSignIn({ people, invitations, invitationTable, sessions, audit, inTurn, now }),

    /** Whose cookie it is; `null` where the session is over, or the person is not let in any more. */
    whoIs(digest: string): SignedIn | null {
      const session = sessions.use(digest);
      const person = session && people.read(session.person);
      return session && person && !person.disabled ? { person, session } : null;
    },

    /** In force when it is answered; told to the audit as soon as can be. */
    async signOut(digest: string, by: Omit<By, 'actor'>): Promise<null> {
      const person = sessions.end(digest);
      if (person === null) return null;
      audit.note({ subject: person, action: 'person.sign_out' }, { ...by, actor: person });
      await audit.flush();
      return null;
    },

    /** The same for one of a person's, by its id. */
    async endSession(person: string, id: string, by: By): Promise<null> {
      if (!sessions.endById(person, id)) return null;
      audit.note({ subject: person, action: 'person.sign_out' }, by);
      await audit.flush();
      return null;
    },
  };
}
