import { expect, test } from 'vitest';

import { ConsoleFrame } from '../../extension/entrypoints/console/console-frame.tsx';
import { createConfirmPersonModel } from '../../extension/features/confirm-person/confirm-person-model.ts';
import { createNavigateModel } from '../../extension/features/navigate/navigate-model.ts';
import type { Client } from '../../shared/api/client.ts';
import type { Grant, Role } from '../../shared/people/grant.ts';
import { laptop, robots, givenFullWorker } from './support/full-worker.ts';
import { deployment, givenCache, givenModel } from './support/givens.ts';
import { givenPreferences } from './support/preferences.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, findText, until } from './support/screen.ts';

/** The console at a place, for somebody with these roles. */
function givenConsole(grants: Grant[] | null, hash: string, membersReveal = false): void {
  const answers: Partial<Client> = {
    readMe: async () => {
      if (grants === null) throw new Error('offline');
      return {
        person: { id: `usr_${'a'.repeat(22)}`, name: 'Ada' },
        device: null,
        grants,
        actions: null,
        freshUntil: null,
      };
    },
    readProject: async () => ({ membersReveal }) as never, // Nothing else is read.
  };
  const model = givenModel({
    client: givenFullWorker(answers),
    cache: { ...givenCache(laptop), deployment },
    tab: { url: null, isPrivate: false },
  });
  renderPage(
    <ConsoleFrame
      model={model}
      address="https://keys.example"
      onDisconnect={async () => {}}
      navigate={createNavigateModel({ hash: () => hash, watchHash: () => {}, setHash: () => {} })}
      preferences={givenPreferences().model}
      readSites={async () => []}
      confirm={createConfirmPersonModel({ openTab: () => {}, later: () => () => {}, now: Date.now })}
      about={{ version: '9.9.9', browser: 'Test/1', permissions: [] }}
    />,
  );
}

/** The buttons of a place, but those that ask the Worker for nothing that needs a right. */
function offered(): string[] {
  const names = allByRole('button').map(
    (each) => each.getAttribute('aria-label') ?? each.textContent?.trim() ?? '',
  );
  return names.filter((name) => !plain.has(name)).toSorted();
}
const plain = new Set([
  'Disconnect',
  'Find',
  'Show',
  'Export',
  'Reload',
  'View MCP address of laptop',
  'Test laptop',
]);
const inMenu = () => [...document.querySelectorAll('nav.menu a')].map((each) => each.textContent);

const ofKeys = ['Disable laptop', 'End all that are listed', 'End the session of claude-code'];
const ofTickets = ['Copy address of ChatGPT', 'New ticket', 'Revoke ChatGPT'];
const ofCopying = ['Copy laptop'];
const ofValues = ['Copy value of laptop', 'View value of laptop'];
const ofAdmins = ['Delete laptop', 'Edit', 'Policy… of laptop', 'Rotate…'];

const onKeyPage: readonly (readonly [Role, string[]])[] = [
  ['owner', [...ofKeys, ...ofTickets, ...ofCopying, ...ofValues, ...ofAdmins]],
  ['admin', [...ofKeys, ...ofTickets, ...ofCopying, ...ofValues, ...ofAdmins]],
  ['operator', ofKeys],
  ['member', [...ofTickets, ...ofCopying]],
  ['auditor', []],
];

test.each(onKeyPage)(
  'on the page of a key, %s is offered what they may do, and nothing else',
  async (role, expected) => {
    givenConsole([{ role, project: role === 'owner' ? '*' : 'prj_default' }], `#/keys/${laptop.id}`);
    await findText('ChatGPT');
    await findText('claude-code');
    await until(() => expect(offered()).toEqual(expected.toSorted()));
  },
);

test('a member sees values where the project lets them', async () => {
  givenConsole([{ role: 'member', project: 'prj_default' }], `#/keys/${laptop.id}`, true);
  await until(() => expect(offered()).toEqual([...ofTickets, ...ofCopying, ...ofValues].toSorted()));
});

const places = [
  ['keys', 'laptop', 'New key'],
  ['policies', 'Robots', 'Remove Robots'],
  ['images', 'Browserless', 'Edit Browserless'],
  ['webhooks', 'hooks.example', 'New webhook'],
  ['site_rules', 'x.example', 'New rule'],
  ['sessions', 'claude-code', 'End the session of claude-code'],
] as const;

test.each(places)('at %s, who may only read is offered nothing to change', async (place, thing, button) => {
  givenConsole([{ role: 'owner', project: '*' }], `#/${place}`);
  await until(() => expect(offered()).toContain(button));
  givenConsole([{ role: 'auditor', project: 'prj_default' }], `#/${place}`);
  await findText(thing);
  await until(() => expect(offered()).toEqual([]));
  expect(document.querySelectorAll('a.button, td input[type=checkbox]')).toHaveLength(0);
});

test('a policy is shown to who may only read, and can be saved by others', async () => {
  const fields = () => document.querySelector<HTMLFieldSetElement>('form > fieldset')?.disabled;
  givenConsole([{ role: 'owner', project: '*' }], `#/policies/${robots.id}`);
  await until(() => expect([fields(), offered().includes('Save')]).toEqual([false, true]));
  givenConsole([{ role: 'auditor', project: 'prj_default' }], `#/policies/${robots.id}`);
  await until(() => expect([fields(), offered().includes('Save')]).toEqual([true, false]));
});

test('the built-in images, which belong to all projects, are changed by those of all alone', async () => {
  givenConsole([{ role: 'admin', project: 'prj_default' }], '#/images');
  await findText('Browserless');
  await until(() => expect(offered()).not.toContain('Check Linux'));
  expect(offered()).toContain('Check Browserless');
  givenConsole([{ role: 'admin', project: '*' }], '#/images');
  await until(() => expect(offered()).toContain('Check Linux'));
});

test('checking the audit is for those of all projects; the menu has what one may read', async () => {
  givenConsole([{ role: 'auditor', project: '*' }], '#/audit');
  await until(() => expect(offered()).toContain('Check'));
  expect(inMenu()).toContain('People');
  givenConsole([{ role: 'auditor', project: 'prj_default' }], '#/audit');
  await until(() => expect(offered()).not.toContain('Check'));
  expect(inMenu()).not.toContain('People');
  givenConsole([{ role: 'member', project: 'prj_default' }], '#/keys');
  await until(() => expect(inMenu()).not.toContain('Audit'));
  expect(inMenu()).toEqual([
    'Keys',
    'Policies',
    'Images',
    'Sessions',
    'Site rules',
    'Devices',
    'Tokens',
    'Settings',
    'About',
  ]);
});

test('while the roles are not known everything is offered, and the Worker decides', async () => {
  givenConsole(null, '#/webhooks');
  await until(() => expect(offered()).toContain('New webhook'));
  expect(inMenu()).toContain('People');
});
