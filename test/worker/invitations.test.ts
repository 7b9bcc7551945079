import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { english } from '../../worker/sign-in/words/english.ts';
import { api } from './support/calls.ts';
import { createVisitor, headingOf } from './support/page-visitor.ts';
import { givenToken } from './support/people.ts';
import { signedIn } from './support/signed-in.ts';

const grants = [{ role: 'member', project: 'prj_default' }] as const;
const invite = (name: string, more: object = {}) => api.invitePerson({ name, grants: [...grants], ...more });
const pathOf = (link: string) => new URL(link).pathname;

test('an invitation is told as a link once, listed without it, and taken up by signing in', async () => {
  const { invitation, link, secret } = await invite('Bo');
  expect(link).toMatch(/^http:\/\/keys\.test\/invitations\/[\w-]{43}$/);
  expect(invitation).toMatchObject({ name: 'Bo', grants, state: 'open', usedBy: null });
  expect(invitation.expiresAt - invitation.createdAt).toBe(7 * 24 * 3600 * 1000);

  const { invitations } = await api.listInvitations({ limit: '100' });
  expect(invitations).toContainEqual(invitation);
  expect(JSON.stringify(invitations)).not.toContain(secret);

  const visitor = await signedIn('bo', createVisitor(), { invitation: secret });
  expect(await headingOf(visitor.get('/account'))).toEqual([200, 'bo']);
  const after = (await api.listInvitations({ limit: '100' })).invitations.find(
    ({ id }) => id === invitation.id,
  );
  expect(after).toMatchObject({ state: 'used', usedBy: expect.stringMatching(/^usr_/) });
});

test('a revoked invitation opens nothing on the next look; revoking what was used changes nothing', async () => {
  const { invitation, link } = await invite('Cy');
  expect(await api.revokeInvitation({ id: invitation.id })).toMatchObject({ state: 'revoked' });
  expect(await headingOf(createVisitor().get(pathOf(link)))).toEqual([
    410,
    english.refusals['invitation_invalid']?.[0],
  ]);
  expect(await api.revokeInvitation({ id: invitation.id })).toMatchObject({ state: 'revoked' });
  const unknown = api.revokeInvitation({ id: `inv_${'0'.repeat(22)}` });
  await expect(unknown).rejects.toMatchObject({ code: 'invitation_not_found' });
});

test('nobody is invited into a project that does not exist, nor as an owner of a single one', async () => {
  const nowhere = invite('Di', { grants: [{ role: 'member', project: 'prj_none' }] });
  await expect(nowhere).rejects.toMatchObject({ code: 'project_not_found' });
  const half = invite('Di', { grants: [{ role: 'owner', project: 'prj_default' }] });
  await expect(half).rejects.toMatchObject({ code: 'validation_failed' });
});

test('only owners invite owners', async () => {
  const admin = await givenToken([{ role: 'admin', project: '*' }]);
  const owner = { name: 'Fay', grants: [{ role: 'owner' as const, project: '*' as const }] };
  await expect(admin.api.invitePerson(owner)).rejects.toMatchObject({ code: 'owners_only' });
  expect((await api.invitePerson(owner)).invitation.grants).toEqual(owner.grants);
});

test('the record tells who was invited by whom, and nothing of the link', async () => {
  const { invitation, secret } = await invite('Eve');
  const row = await env.RECORD.prepare('SELECT * FROM audit WHERE subject = ?').bind(invitation.id).first();
  expect(row).toMatchObject({ action: 'invitation.create', actor: invitation.invitedBy });
  expect(JSON.stringify(row)).not.toContain(secret);
});
