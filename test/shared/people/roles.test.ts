import * as v from 'valibot';
import { expect, test } from 'vitest';

import { grantsSchema, roles, type Role } from '../../../shared/people/grant.ts';
import { actions, may, tokenActions, type Action } from '../../../shared/people/roles.ts';

const every = (role: Role) => [{ role, project: '*' }] as const;
const allowed = (role: Role, settings = {}) =>
  actions.filter((action) => may(every(role), action, 'prj_a', settings));

test('an owner may do everything but what the bootstrap token is for', () => {
  expect(allowed('owner')).toEqual(actions.filter((action) => action !== 'deployment.set_up'));
});

test('an admin may do all but export and restore the deployment', () => {
  const denied = actions.filter((action) => !may(every('admin'), action, 'prj_a'));
  expect(denied).toEqual(['deployment.set_up', 'deployment.export', 'deployment.restore']);
});

test('an operator reads everything, opens and closes keys and ends sessions, and sees no secret', () => {
  expect(allowed('operator').filter((action) => !action.endsWith('.read'))).toEqual([
    'keys.enable',
    'keys.report',
    'sessions.touch',
    'sessions.end',
  ]);
});

test('an auditor reads everything and changes nothing', () => {
  expect(allowed('auditor')).toEqual(actions.filter((action) => action.endsWith('.read')));
});

test('a member sees keys and hands out tickets, and reveals where the project says so', () => {
  const own: Action[] = [
    'me.read',
    'deployment.read',
    'projects.read',
    'keys.read',
    'keys.report',
    'tickets.read',
    'tickets.create',
    'tickets.edit',
    'tickets.reveal',
    'tickets.revoke',
    'policies.read',
    'images.read',
    'sessions.read',
    'sessions.touch',
    'rules.read',
  ];
  expect(allowed('member').toSorted()).toEqual(own.toSorted());
  expect(allowed('member', { membersReveal: true }).toSorted()).toEqual([...own, 'keys.reveal'].toSorted());
});

test('a grant holds in its own project and nowhere else, least of all in the deployment itself', () => {
  for (const role of roles) {
    const grants = [{ role, project: 'prj_a' }];
    expect(actions.filter((action) => may(grants, action, 'prj_b') || may(grants, action, '*'))).toEqual([]);
    expect(may(grants, 'keys.read', 'prj_a')).toBe(true);
  }
});

test('a token is never for people, tokens, devices or a whole deployment, and for deleting keys where it says so', () => {
  const never = actions.filter((action) => !tokenActions.includes(action));
  expect(never).toEqual([
    'me.read', // Every token may ask who it is.
    'deployment.set_up',
    'deployment.export',
    'deployment.restore',
    'people.write',
    'people.revoke',
    'tokens.write',
    'tokens.revoke',
    'devices.write',
    'devices.approve',
  ]);
});

test('without grants nothing may be done', () => {
  expect(actions.filter((action) => may([], action, 'prj_a') || may([], action, '*'))).toEqual([]);
});

test('there is one role for each project, and owners own everything', () => {
  const isRight = (grants: unknown) => v.safeParse(grantsSchema, grants).success;
  expect(isRight([{ role: 'member', project: 'prj_a' }, ...every('auditor')])).toBe(true);
  expect(isRight([...every('auditor'), ...every('owner')])).toBe(false);
  expect(isRight([{ role: 'owner', project: 'prj_a' }])).toBe(false);
  expect(isRight([{ role: 'member', project: '' }])).toBe(false);
  expect(isRight([{ role: 'god', project: '*' }])).toBe(false);
});
