import type { Invitation } from '../../shared/people/invitation.ts';
import type { PageSession } from '../../shared/people/page-session.ts';
import type { Person } from '../../shared/people/person.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { PeopleDirectory } from '../people/people-directory.ts';
import type { Attempt } from './attempt-table.ts';
import type { KeptKeySet } from './key-set-table.ts';
import type { Arrival, Browser } from './sign-in.ts';
import type { SignedIn } from './sign-in-parts.ts';

/** What the directory answers about signing in, and about those who are invited to. */
export class SignInDirectory extends PeopleDirectory {
  /** Notes a sign-in that is on its way. */
  async startAttempt(digest: string, attempt: Attempt): Promise<Result<null>> {
    return ok(this.parts.attempts.add(digest, attempt));
  }

  /** The attempt, once. Refusal: `sign_in_expired`. */
  async takeAttempt(digest: string): Promise<Result<Attempt>> {
    const attempt = this.parts.attempts.take(digest);
    return attempt === null ? refuse('sign_in_expired') : ok(attempt);
  }

  /** Refusals: those of `createSignIn().signIn`. */
  async signIn(arrival: Arrival, browser: Browser, requestId: string): Promise<Result<Person>> {
    return this.parts.signIn.signIn(arrival, browser, requestId);
  }

  /** Refusals: those of `createSignIn().openFor`. */
  async openPageSession(person: string, browser: Browser, requestId: string): Promise<Result<Person>> {
    return this.parts.signIn.openFor(person, browser, requestId);
  }

  /** Whose cookie it is; `null`: nobody's (any more). */
  async whoIs(digest: string): Promise<Result<SignedIn | null>> {
    return ok(this.parts.whoIs(digest));
  }

  async signOut(digest: string, by: Omit<By, 'actor'>): Promise<Result<null>> {
    return ok(await this.parts.signOut(digest, by));
  }

  /** The page sessions of a person, the newest first. */
  async listPageSessions(person: string): Promise<Result<PageSession[]>> {
    return ok(this.parts.sessions.list(person));
  }

  /** Ends one of a person's page sessions. */
  async endPageSession(person: string, id: string, by: By): Promise<Result<null>> {
    return ok(await this.parts.endSession(person, id, by));
  }

  /** Refusals: those of `createInvitations().invite`. */
  async invite(
    fields: Pick<Invitation, 'name' | 'grants'>,
    digest: string,
    by: By,
  ): Promise<Result<Invitation>> {
    return this.parts.invitations.invite(fields, digest, by);
  }

  /** Refusals: those of `createInvitations().revoke`. */
  async revokeInvitation(id: string, by: By): Promise<Result<Invitation>> {
    return this.parts.invitations.revoke(id, by);
  }

  async listInvitations(last: string, most: number): Promise<Result<Invitation[]>> {
    return ok(this.parts.invitations.list(last, most));
  }

  /** Refusals: those of `createInvitations().open`. */
  async openInvitation(digest: string): Promise<Result<Invitation>> {
    return this.parts.invitations.open(digest);
  }

  async readKeySet(url: string): Promise<Result<KeptKeySet | null>> {
    return ok(this.parts.keySets.read(url));
  }

  async writeKeySet(url: string, keys: string): Promise<Result<null>> {
    return ok(this.parts.keySets.write(url, keys));
  }
}
