import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';

import { refuse } from '../../shared/result.ts';
import { askDirectory } from '../../worker/people/ask-directory.ts';
import { chainOf, isWhole } from './support/audit.ts';
import { api, send } from './support/calls.ts';
import { codeOf } from './support/code-of.ts';
import { givenDevice } from './support/device.ts';
import { actor, owner, token } from './support/owner.ts';
import { directory, everywhere, givenPerson, givenToken } from './support/people.ts';

const by = { actor: 'usr_tests', device: null, requestId: 'test' };

const ada = {
  id: `usr_${'a'.repeat(22)}`,
  name: 'Ada',
  grants: everywhere('owner'),
  disabled: false,
  identities: [{ issuer: 'https://idp.example', subject: '42' }],
  rev: 1,
  createdAt: 1,
  changedAt: 1,
};
test('a directory that fails is never a yes', async () => {
  const failing = () => Promise.reject(new Error('gone'));
  expect(await askDirectory(env, failing)).toEqual(refuse('directory_unavailable'));
});

test('a person is found again by id and by whom they sign in as, with what was last written', async () => {
  await runInDurableObject(directory(), ({ parts: { people } }) => {
    people.write(ada);
    const [identity] = ada.identities;
    expect(identity && people.findBy(identity)).toEqual(ada);

    const moved = { issuer: 'https://idp.example', subject: '43' };
    people.write({ ...ada, grants: [], name: 'Ada L.', identities: [moved] });
    expect(people.read(ada.id)).toMatchObject({ name: 'Ada L.', grants: [], identities: [moved] });
    expect(identity && people.findBy(identity)).toBeNull();

    people.remove(ada.id);
    expect(people.findBy(moved)).toBeNull();
  });
});

test('what opens is not opened unrecorded; what was closed is told as soon as the record is back, once', async () => {
  const subject = `usr_${'b'.repeat(22)}`;
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  await runInDurableObject(directory(), async ({ parts: { audit } }) => {
    expect(await audit.record({ subject, action: 'person.create' }, by)).toEqual(
      refuse('record_unavailable'),
    );
    audit.note({ subject, action: 'person.remove' }, by);
    await audit.flush();
  });
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');

  await vi.waitFor(async () => {
    await runDurableObjectAlarm(directory());
    expect(await chainOf(subject)).toMatchObject([{ action: 'person.remove', actor: 'usr_tests', seq: 1 }]);
  });
  await runInDurableObject(directory(), ({ parts: { audit } }) => audit.flush());
  expect(await isWhole(await chainOf(subject))).toBe(true);
  expect(await chainOf(subject)).toHaveLength(1);
});

test('the bootstrap token makes one owner, is refused the second time, and opens nothing else', async () => {
  const headers = { authorization: `Bearer ${env.BOOTSTRAP_TOKEN}`, 'content-type': 'application/json' };
  const again = await send('/v1/setup', { method: 'POST', headers, body: '{"name":"Thief"}' });
  expect([again.status, await again.json()]).toMatchObject([409, { code: 'already_bootstrapped' }]);
  const keys = await send('/v1/keys', { headers });
  expect([keys.status, await keys.json()]).toMatchObject([403, { code: 'permission_denied' }]);
  expect(await codeOf(api.setUp({ name: 'Not by token' }))).toBe('permission_denied');

  expect((await chainOf(owner)).map(({ action, actor: who }) => [action, who])).toEqual([
    ['person.bootstrap', 'bootstrap'],
  ]);
  expect(await api.readDeployment({})).toMatchObject({ bootstrapTokenSet: true });
});

test('who asks is told who they are and what they may do', async () => {
  const project = (await api.createProject({ name: 'mine' })).id;
  const member = await givenToken([{ role: 'member', project }], { actions: ['keys.read'] });
  expect(await member.api.readMe({})).toEqual({
    person: { id: member.person.id, name: 'Somebody' },
    device: null,
    grants: [{ role: 'member', project }],
    actions: ['keys.read'],
    freshUntil: null,
  });
  expect((await api.readMe({})).person.id).toBe(owner);
});

test('a change of somebody’s roles holds from their next request on, and is in the audit', async () => {
  const auditor = await givenToken(everywhere('auditor'));
  expect(await codeOf(auditor.api.listKeys({}))).toBe('answered');
  const { id } = auditor.person;
  const changed = await api.editPerson({ id, rev: 1, grants: [] });
  expect(changed).toMatchObject({ grants: [], rev: 2 });
  expect(await codeOf(auditor.api.listKeys({}))).toBe('project_not_found');
  expect(await codeOf(api.editPerson({ id, rev: 1, name: 'Late' }))).toBe('revision_mismatch');

  await api.editPerson({ id, grants: everywhere('operator') });
  expect(await codeOf(auditor.api.listKeys({}))).toBe('answered');
  await api.editPerson({ id, disabled: true });
  expect(await codeOf(auditor.api.listKeys({}))).toBe('authentication_required');
  expect(await chainOf(id)).toMatchObject([
    { action: 'person.edit', actor },
    { action: 'person.edit', actor },
    { action: 'person.edit', actor },
  ]);
});

test('whoever is removed opens nothing any more, by token, device or page', async () => {
  const operator = await givenToken(everywhere('operator'));
  const laptop = await givenDevice(operator.person.id);
  await runInDurableObject(directory(), ({ parts: { sessions } }) =>
    sessions.open('digest', { id: 'x', person: operator.person.id, signedInAt: 1, agent: '' }),
  );
  await api.removePerson({ id: operator.person.id });
  expect(await codeOf(operator.api.readMe({}))).toBe('authentication_required');
  expect(await codeOf(api.readPerson({ id: operator.person.id }))).toBe('person_not_found');
  const { device, page } = await runInDurableObject(directory(), ({ parts }) => ({
    device: parts.devices.read(laptop.id)?.state,
    page: parts.sessions.list(operator.person.id),
  }));
  expect([device, page]).toEqual(['revoked', []]);
  expect(await codeOf(laptop.api.readMe({}))).toBe('device_revoked');
  expect((await api.listTokens({ limit: '100' })).tokens.map(({ id }) => id)).not.toContain(operator.id);
});

test('access is taken away while the record is away, and told when it is back; nothing is given meanwhile', async () => {
  const operator = await givenToken(everywhere('operator'));
  const { id } = operator.person;
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  expect(await codeOf(api.editPerson({ id, grants: everywhere('admin') }))).toBe('record_unavailable');
  expect((await operator.api.readMe({})).grants).toEqual(everywhere('operator'));
  expect(await codeOf(api.editPerson({ id, grants: [] }))).toBe('answered');
  expect((await operator.api.readMe({})).grants).toEqual([]);
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');
  await runInDurableObject(directory(), ({ parts: { audit } }) => audit.flush());
  expect(await chainOf(id)).toMatchObject([{ action: 'person.edit', after: expect.stringContaining('[]') }]);
});

test('the last owner stays, and only owners touch owners', async () => {
  for (const change of [{ grants: [] }, { grants: everywhere('admin') }, { disabled: true }])
    expect(await codeOf(api.editPerson({ id: owner, ...change }))).toBe('last_owner');
  expect(await codeOf(api.removePerson({ id: owner }))).toBe('last_owner');

  const second = await givenPerson(everywhere('owner'));
  const admin = await givenToken(everywhere('admin'));
  expect(await codeOf(admin.api.editPerson({ id: second.id, name: 'Mine' }))).toBe('owners_only');
  expect(await codeOf(admin.api.removePerson({ id: second.id }))).toBe('owners_only');
  const promote = admin.api.editPerson({ id: admin.person.id, grants: everywhere('owner') });
  expect(await codeOf(promote)).toBe('owners_only');
  await api.removePerson({ id: second.id });
});

test('nobody gets a role in a project that is not there', async () => {
  const { id } = await givenPerson([]);
  const grants = [{ role: 'member', project: 'prj_nowhere' }] as const;
  expect(await codeOf(api.editPerson({ id, grants: [...grants] }))).toBe('project_not_found');
});

test('somebody is invited by a link that is told once, and not any more when it is revoked', async () => {
  const { invitation, secret, link } = await api.invitePerson({ name: 'Bo', grants: everywhere('operator') });
  expect([link, invitation.state]).toEqual([`http://keys.test/invitations/${secret}`, 'open']);
  expect(JSON.stringify(await api.listInvitations({}))).not.toContain(secret);
  expect((await send(`/invitations/${secret}`)).status).toBe(200);

  expect(await api.revokeInvitation({ id: invitation.id })).toMatchObject({ state: 'revoked' });
  expect((await send(`/invitations/${secret}`)).status).not.toBe(200);
  expect(await codeOf(api.revokeInvitation({ id: `inv_${'0'.repeat(22)}` }))).toBe('invitation_not_found');
  const grants = [{ role: 'member', project: 'prj_nowhere' } as const];
  expect(await codeOf(api.invitePerson({ name: 'Bo', grants }))).toBe('project_not_found');
  const admin = await givenToken(everywhere('admin'));
  expect(await codeOf(admin.api.invitePerson({ name: 'Bo', grants: everywhere('owner') }))).toBe(
    'owners_only',
  );
});

test('people are listed page by page', async () => {
  for (let at = 0; at < 3; at += 1) await givenPerson([]);
  const first = await api.listPeople({ limit: '2' });
  const rest = await api.listPeople({ limit: '100', cursor: first.next ?? '' });
  const ids = [...first.people, ...rest.people].map(({ id }) => id);
  expect(first.people).toHaveLength(2);
  expect([rest.next, new Set(ids).size]).toEqual([null, ids.length]);
  expect(ids).toContain(owner);
  expect(token).toMatch(/^khp_/);
});
