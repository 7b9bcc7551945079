import { expect, test } from 'vitest';

import { ManageDevices } from '../../extension/features/manage-devices/manage-devices.tsx';
import { createManageDevicesModel } from '../../extension/features/manage-devices/manage-devices-model.ts';
import { PageSessions } from '../../extension/features/manage-devices/page-sessions.tsx';
import { createPageSessionsModel } from '../../extension/features/manage-devices/page-sessions-model.ts';
import { ManagePeople } from '../../extension/features/manage-people/manage-people.tsx';
import { createManagePeopleModel } from '../../extension/features/manage-people/manage-people-model.ts';
import { ManageTokens } from '../../extension/features/manage-tokens/manage-tokens.tsx';
import { createManageTokensModel } from '../../extension/features/manage-tokens/manage-tokens-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import type { Person } from '../../shared/people/person.ts';
import { today } from './support/givens.ts';
import {
  ada,
  bo,
  ci,
  everywhere,
  givenPeopleWorker,
  laptop,
  person,
  projects,
  signedIn,
} from './support/people.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, type, until } from './support/screen.ts';

function givenPeople(asks = ada, answers: Partial<Client> = {}) {
  const worker = givenPeopleWorker(asks, answers);
  const model = createManagePeopleModel(worker);
  renderPage(<ManagePeople model={model} projects={projects} />);
  void model.remote.read();
  return worker;
}

test('an owner invites somebody, with roles, and is told the link once', async () => {
  const { sent } = givenPeople();
  (await findByRole('button', 'Invite somebody')).click();
  type(await findByRole('textbox', 'Name'), 'Cy');
  byRole('button', 'Add a role').click();
  await findByRole('combobox', 'Role');
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await findText('https://keys.example/invitations/once');
  expect(sent).toEqual([{ name: 'Cy', grants: [{ role: 'member', project: '*' }] }]);
  byRole('button', 'Close').click();
  await until(() => expect(document.body.textContent).not.toContain('/invitations/once'));
});

test('people are changed, disabled and removed as they were seen', async () => {
  const { sent } = givenPeople();
  (await findByRole('button', 'Edit Bo')).click();
  await findText('Member in Default');
  (await findByRole('button', 'Take the role away')).click();
  await until(() => expect(allByRole('combobox')).toEqual([]));
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await until(() => expect(sent).toEqual([{ id: bo.id, rev: 3, name: 'Bo', grants: [] }]));
  (await findByRole('button', 'Disable Bo')).click();
  await until(() => expect(sent[1]).toEqual({ id: bo.id, rev: 3, disabled: true }));
  (await findByRole('button', 'Remove Bo')).click();
  (await findByRole('button', 'Yes: Remove Bo')).click();
  await until(() => expect(sent[2]).toEqual({ id: bo.id, rev: 3 }));
});

test('an admin has nothing to do with owners; who may only read is told why there are no buttons', async () => {
  givenPeople(person('Eve', everywhere('admin')));
  await findByRole('button', 'Edit Bo');
  expect(allByRole('button', 'Edit Ada')).toEqual([]);
  givenPeople(person('Ann', everywhere('auditor')));
  await findText('You can see who is here.');
  expect(allByRole('button', /Edit|Invite|Remove/)).toEqual([]);
});

test('whoever may not see people is told so', async () => {
  const denied = () => Promise.reject(new ApiError('permission_denied'));
  givenPeople(bo, { listPeople: denied });
  await findText('You may not do this here.');
});

function givenDevices(asks: Person) {
  const worker = givenPeopleWorker(asks);
  const model = createManageDevicesModel(worker);
  renderPage(<ManageDevices model={model} now={today} />);
  void model.remote.read();
  return worker;
}

test('where one is signed in on the pages is listed, and ended', async () => {
  const { client, sent, say } = givenPeopleWorker(ada);
  const model = createPageSessionsModel({ client, say });
  renderPage(<PageSessions model={model} now={today} />);
  void model.remote.read();
  (await findByRole('button', 'Sign out of Firefox on Linux')).click();
  (await findByRole('button', 'Yes: Sign out of Firefox on Linux')).click();
  await until(() => expect(sent).toEqual([{ id: signedIn.id }]));
});

test('one’s own devices are listed with their words, renamed and revoked', async () => {
  const { sent } = givenDevices(ada);
  await findText('damp rent unable valley');
  await findText('this browser');
  (await findByRole('button', 'Edit Laptop')).click();
  type(await findByRole('textbox', 'Device'), 'Desk');
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await until(() => expect(sent).toEqual([{ id: laptop.id, name: 'Desk' }]));
  (await findByRole('button', 'Revoke Laptop')).click();
  (await findByRole('button', 'Yes: Revoke Laptop')).click();
  await until(() => expect(sent[1]).toEqual({ id: laptop.id }));
});

test('those of everybody are for admins to see and revoke, for auditors to see', async () => {
  givenDevices(bo);
  await findText('Laptop');
  expect(allByRole('checkbox')).toEqual([]);
  for (const [role, buttons] of [
    ['admin', 1],
    ['auditor', 0],
  ] as const) {
    givenDevices(person('Eve', everywhere(role)));
    (await findByRole('checkbox', 'Those of everybody')).click();
    await findText('Bo');
    expect(allByRole('button', 'Revoke Phone')).toHaveLength(buttons);
  }
});

function givenTokens(asks: Person) {
  const worker = givenPeopleWorker(asks);
  const model = createManageTokensModel(worker);
  renderPage(<ManageTokens model={model} projects={projects} now={today} />);
  void model.remote.read();
  return worker;
}

test('a token is made for some actions and told once; others are renewed and revoked', async () => {
  const { sent } = givenTokens(ada);
  await findText('CI');
  byRole('button', 'New token').click();
  type(await findByRole('textbox', 'What uses it'), 'nightly');
  byRole('checkbox', 'enable and disable').click();
  await until(() => expect(byRole('checkbox', 'enable and disable')).toHaveProperty('checked', true));
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await findText('khp_once');
  const actions = ['keys.read', 'keys.enable'];
  expect(sent).toEqual([{ name: 'nightly', days: 30, actions, projects: null }]);
  byRole('button', 'Renew CI').click();
  await until(() => expect(sent[1]).toEqual({ id: ci.id }));
  byRole('button', 'Revoke CI').click();
  (await findByRole('button', 'Yes: Revoke CI')).click();
  await until(() => expect(sent[2]).toEqual({ id: ci.id }));
});

test('a token can be for no more than its person may do', async () => {
  givenTokens(bo);
  await findText('CI');
  byRole('button', 'New token').click();
  await findText('Keyssee');
  expect(allByRole('checkbox', /^(enable|delete)/)).toEqual([]);
  const about = (thing: string) => document.querySelector(`[aria-label="${thing}"]`)?.textContent;
  expect([about('Policies'), about('People')]).toEqual(['Policiessee', undefined]);
});
