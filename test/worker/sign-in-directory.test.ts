import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { refuse } from '../../shared/result.ts';
import { digestOf, newToken } from '../../worker/sign-in/tokens.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
import { chainOf } from './support/audit.ts';

const directory = () => env.DIRECTORY.getByName('directory');
const by = { actor: 'usr_tests', device: null, requestId: 'test' };
const member = { role: 'member', project: 'prj_default' } as const;

const digestFor = async (kind: 'attempt' | 'session' | 'invitation', token = newToken()) =>
  digestOf(kind, token, await keyring(env));

/** Somebody for whom a provider of the tests has vouched. */
const arrival = (subject: string, more: object = {}) => ({
  identity: { issuer: 'https://idp.example', subject },
  name: subject,
  signedInAt: Date.now(),
  joinsAs: null,
  invitation: null,
  links: null,
  ...more,
});

const browser = async (replaces: string | null = null) => ({
  digest: await digestFor('session'),
  agent: 'Tests',
  replaces,
});

async function signedIn(subject: string, more: object = { joinsAs: [member] }) {
  const session = await browser();
  const person = await directory().signIn(arrival(subject, more), session, 'test');
  if (!person.ok) throw new Error(person.code);
  return { person: person.value, session };
}

async function whoIs(digest: string) {
  const asked = await directory().whoIs(digest);
  return asked.ok ? asked.value : null;
}

test('who is neither known nor invited nor free to join is not let in', async () => {
  const session = await browser();
  expect(await directory().signIn(arrival('stranger'), session, 'test')).toEqual(refuse('not_invited'));
  expect(await whoIs(session.digest)).toBeNull();
});

test('who may join is a person from then on, and the audit says how they came in', async () => {
  const { person, session } = await signedIn('joiner');
  expect(person).toMatchObject({ name: 'joiner', grants: [member], disabled: false });
  expect(await whoIs(session.digest)).toMatchObject({ person: { id: person.id } });

  const again = await directory().signIn(arrival('joiner'), await browser(), 'test');
  expect(again).toMatchObject({ ok: true, value: { id: person.id } });
  const actions = (await chainOf(person.id)).map(({ action }) => action);
  expect(actions).toEqual(['person.create', 'person.sign_in', 'person.sign_in']);
});

test('nobody is let in while the record cannot note it', async () => {
  const session = await browser();
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  const refused = await directory().signIn(arrival('unrecorded', { joinsAs: [member] }), session, 'test');
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');
  expect(refused).toEqual(refuse('record_unavailable'));
  expect(await whoIs(session.digest)).toBeNull();
});

test('an invitation lets one person in, once, as what it says', async () => {
  const invitation = await digestFor('invitation');
  const invited = await directory().invite({ name: 'Bo', grants: [member] }, invitation, by);
  expect(invited).toMatchObject({ ok: true, value: { name: 'Bo', state: 'open', invitedBy: by.actor } });

  const both = await Promise.all(
    ['first', 'second'].map(async (subject) =>
      directory().signIn(arrival(subject, { invitation }), await browser(), 'test'),
    ),
  );
  expect(both).toMatchObject([
    { ok: true, value: { grants: [member] } },
    { ok: false, code: 'invitation_invalid' },
  ]);
  expect(await directory().openInvitation(invitation)).toEqual(refuse('invitation_invalid'));
});

test('a revoked invitation lets nobody in, and a used one cannot be revoked any more', async () => {
  const invitation = await digestFor('invitation');
  const invited = await directory().invite({ name: 'Cy', grants: [member] }, invitation, by);
  const id = invited.ok ? invited.value.id : '';
  expect(await directory().revokeInvitation(id, by)).toMatchObject({ value: { state: 'revoked' } });
  const refused = await directory().signIn(arrival('cy', { invitation }), await browser(), 'test');
  expect(refused).toEqual(refuse('invitation_invalid'));
  expect((await chainOf(id)).map(({ action }) => action)).toEqual(['invitation.create', 'invitation.revoke']);
  expect(await directory().revokeInvitation(`inv_${'0'.repeat(22)}`, by)).toEqual(
    refuse('invitation_not_found'),
  );
  const listed = await directory().listInvitations('', 100);
  expect(listed.ok && listed.value.find((each) => each.id === id)).toMatchObject({ state: 'revoked' });
});

test('one more way to sign in is added to whoever is signed in, unless it is somebody else’s', async () => {
  const { person } = await signedIn('linker');
  const linked = await directory().signIn(arrival('other-way', { links: person.id }), await browser(), 't');
  expect(linked).toMatchObject({ ok: true, value: { id: person.id } });
  const other = await directory().signIn(arrival('other-way'), await browser(), 'test');
  expect(other).toMatchObject({ ok: true, value: { id: person.id } });

  const { person: rival } = await signedIn('rival');
  const taken = await directory().signIn(arrival('other-way', { links: rival.id }), await browser(), 'test');
  expect(taken).toEqual(refuse('identity_taken'));
});

test('signing out ends the session before it is answered, and signing in again ends the one before', async () => {
  const { person, session } = await signedIn('leaver');
  await directory().signOut(session.digest, { device: null, requestId: 'test' });
  expect(await whoIs(session.digest)).toBeNull();

  const { session: first } = await signedIn('leaver');
  const second = await browser(first.digest);
  await directory().signIn(arrival('leaver'), second, 'test');
  expect([await whoIs(first.digest), await whoIs(second.digest)]).toMatchObject([
    null,
    { person: { id: person.id } },
  ]);
  expect((await chainOf(person.id)).map(({ action }) => action)).toContain('person.sign_out');
});

test('one of several sessions is ended by its id, and only by its owner', async () => {
  const { person, session } = await signedIn('many');
  const { person: other } = await signedIn('meddler');
  const listed = await directory().listPageSessions(person.id);
  const id = listed.ok ? (listed.value[0]?.id ?? '') : '';
  await directory().endPageSession(other.id, id, { ...by, actor: other.id });
  expect(await whoIs(session.digest)).not.toBeNull();
  await directory().endPageSession(person.id, id, { ...by, actor: person.id });
  expect(await whoIs(session.digest)).toBeNull();
});

test('whoever is disabled is signed in no more, at once, and is not let in again', async () => {
  const { person, session } = await signedIn('banned');
  const change = { id: person.id, rev: undefined, by, isByOwner: true };
  await directory().editPerson(change, { disabled: true });
  expect(await whoIs(session.digest)).toBeNull();
  const refused = await directory().signIn(arrival('banned'), await browser(), 'test');
  expect(refused).toEqual(refuse('not_invited'));
  await directory().editPerson(change, { disabled: false });
  expect(await whoIs(session.digest)).toBeNull(); // Let in again, they sign in again.
});
