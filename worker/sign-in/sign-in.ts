import type { Grant } from '../../shared/people/grant.ts';
import type { Identity, Person } from '../../shared/people/person.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import type { PeopleTable } from '../people/people-table.ts';
import type { InTurn } from '../gate/queue.ts';
import type { InvitationTable } from './invitation-table.ts';
import type { Invitations } from './invitations.ts';
import { newPerson } from '../people/new-person.ts';
import { newId } from '../secrets/new-id.ts';
import type { PageSessionTable } from './page-session-table.ts';

/** Somebody for whom a provider has vouched just now. */
export interface Arrival {
  readonly identity: Identity;
  /** What to call them until they say otherwise. */
  readonly name: string;
  readonly signedInAt: number;
  /** The grants of whoever may join uninvited; `null`: not this one. */
  readonly joinsAs: readonly Grant[] | null;
  /** The digest of the invitation that is taken up. */
  readonly invitation: string | null;
  /** `usr_…`: adds this way to sign in to somebody who is signed in already. */
  readonly links: string | null;
}

/** The session that is to be opened: the digest of its cookie, and in which browser it is. */
export interface Browser {
  readonly digest: string;
  readonly agent: string;
  /** The digest of the cookie that it had before, which ends. */
  readonly replaces: string | null;
}

interface Deps {
  readonly people: PeopleTable;
  readonly invitations: Invitations;
  readonly invitationTable: InvitationTable;
  readonly sessions: PageSessionTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
}

/** Lets people in who were vouched for: those who are known, invited, or free to join. */
export function createSignIn(deps: Deps) {
  const { sessions, audit, inTurn, people } = deps;

  return {
    /** Refusals: `not_invited`, `invitation_invalid`, `identity_taken`, `sign_in_expired`, `record_unavailable`. */
    signIn(arrival: Arrival, browser: Browser, requestId: string): Promise<Result<Person>> {
      return inTurn(async () => {
        const person = await personOf(arrival, deps, requestId);
        if (!person.ok) return person;
        return openSession(person.value, arrival.signedInAt, browser, requestId);
      });
    },

    /** Opens a session for somebody who was let in otherwise, by the bootstrap token. Refusals: `not_invited`, `record_unavailable`. */
    openFor(id: string, browser: Browser, requestId: string): Promise<Result<Person>> {
      return inTurn(async () => {
        const person = people.read(id);
        if (person === null || person.disabled) return refuse('not_invited');
        return openSession(person, deps.now(), browser, requestId);
      });
    },
  };

  async function openSession(
    person: Person,
    signedInAt: number,
    { digest, agent, replaces }: Browser,
    requestId: string,
  ): Promise<Result<Person>> {
    const line = { subject: person.id, action: 'person.sign_in', after: { agent } } as const;
    const recorded = await audit.record(line, { actor: person.id, device: null, requestId });
    if (!recorded.ok) return recorded;
    if (replaces !== null) sessions.end(replaces);
    sessions.open(digest, { id: newId(), person: person.id, signedInAt, agent });
    return ok(person);
  }
}

/** Whom the identity belongs to, from now on if not before. */
async function personOf(arrival: Arrival, deps: Deps, requestId: string): Promise<Result<Person>> {
  const known = deps.people.findBy(arrival.identity);
  if (arrival.links !== null) return link(arrival.links, known, arrival, deps, requestId);
  if (known !== null) return known.disabled ? refuse('not_invited') : ok(known);
  if (arrival.invitation === null) return join(arrival, arrival.joinsAs, null, deps, requestId);
  const invitation = deps.invitations.open(arrival.invitation);
  if (!invitation.ok) return invitation;
  const joined = await join(arrival, invitation.value.grants, invitation.value.id, deps, requestId);
  if (joined.ok) deps.invitationTable.use(invitation.value.id, joined.value.id);
  return joined;
}

async function join(
  { identity, name }: Arrival,
  grants: readonly Grant[] | null,
  invitation: string | null,
  { people, audit, now }: Deps,
  requestId: string,
): Promise<Result<Person>> {
  if (grants === null) return refuse('not_invited');
  const person = newPerson({ name, grants: [...grants], identities: [identity] }, now());
  const after = { name: person.name, grants, invitation };
  const line = { subject: person.id, action: 'person.create', after } as const;
  const recorded = await audit.record(line, { actor: person.id, device: null, requestId });
  if (!recorded.ok) return recorded;
  people.write(person);
  return ok(person);
}

/** Gives somebody one more way to sign in. */
async function link(
  id: string,
  known: Person | null,
  { identity }: Arrival,
  { people, audit, now }: Deps,
  requestId: string,
): Promise<Result<Person>> {
  const person = people.read(id);
  if (person === null || person.disabled) return refuse('sign_in_expired');
  if (known !== null) return known.id === id ? ok(known) : refuse('identity_taken');
  const line = { subject: id, action: 'person.link', after: { issuer: identity.issuer } } as const;
  const recorded = await audit.record(line, { actor: id, device: null, requestId });
  if (!recorded.ok) return recorded;
  const identities = [...person.identities, identity];
  const linked = { ...person, identities, rev: person.rev + 1, changedAt: now() };
  people.write(linked);
  return ok(linked);
}
