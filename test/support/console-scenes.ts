import type { Page } from 'puppeteer-core';

import { sections, writeRoute } from '../../extension/features/navigate/route.ts';
import type { Filled } from './fill-project.ts';

/** A page of the console, or something opened on it: what a person may get to see. */
export interface Scene {
  readonly name: string;
  /** `#/keys` */
  readonly hash: string;
  /** Opens what is to be seen, by places that are the same in every language. */
  readonly open?: (page: Page) => Promise<void>;
}

const press = (selector: string) => (page: Page) => page.click(selector);
const inOrder =
  (...steps: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };
const until = (selector: string) => (page: Page) => page.waitForSelector(selector);
const chooseTwo = inOrder(
  until('tbody[data-status="active"]'),
  press('tbody:nth-of-type(1) input[type="checkbox"]'),
  press('tbody:nth-of-type(2) input[type="checkbox"]'),
  press('#change-chosen'),
  until('form select'),
);

/** Every page of the console, and every form and question on them. */
export function consoleScenes(filled: Filled): readonly Scene[] {
  return [...keyScenes(filled), ...policyScenes(filled), ...otherScenes(filled)];
}

function keyScenes({ key }: Filled): readonly Scene[] {
  return [
    { name: 'keys', hash: '#/keys' },
    { name: 'keys-filter', hash: '#/keys', open: press('.key-filter > summary') },
    { name: 'keys-leak', hash: '#/keys', open: press('.leak > summary') },
    { name: 'keys-create', hash: '#/keys', open: press('.section-head button.primary') },
    { name: 'keys-change', hash: '#/keys', open: chooseTwo },
    {
      name: 'keys-policy',
      hash: '#/keys',
      open: inOrder(press('[id^="policy-of-"]'), until('form.confirm select')),
    },
    {
      name: 'keys-disable',
      hash: '#/keys',
      open: inOrder(
        press('tbody[data-status="active"] .actions .actions button:nth-child(3)'),
        until('[role="alertdialog"]'),
      ),
    },
    {
      name: 'keys-address',
      hash: '#/keys',
      open: inOrder(press('[aria-haspopup="dialog"]'), until('dialog[open]')),
    },
    { name: 'key', hash: `#/keys/${key}` },
    {
      name: 'key-edit',
      hash: `#/keys/${key}`,
      open: inOrder(press('.facts + .actions > button'), until('form')),
    },
    {
      name: 'key-rotate',
      hash: `#/keys/${key}`,
      open: inOrder(press('button[aria-expanded]'), until('form')),
    },
    {
      name: 'key-ticket',
      hash: `#/keys/${key}`,
      open: inOrder(press('[aria-labelledby="tickets-title"] .section-head button'), until('form')),
    },
  ];
}

function policyScenes({ policy }: Filled): readonly Scene[] {
  return [
    { name: 'policies', hash: '#/policies' },
    { name: 'policy', hash: `#/policies/${policy}` },
    {
      name: 'policy-versions',
      hash: `#/policies/${policy}`,
      open: inOrder(press('[aria-pressed]'), until('[aria-pressed="true"]')),
    },
    { name: 'policy-new', hash: '#/policies/new' },
    { name: 'images', hash: '#/images' },
    { name: 'image-new', hash: '#/images', open: press('.section-head button.primary') },
    { name: 'image-agentbay', hash: '#/images', open: press('.section-head button:not(.primary)') },
  ];
}

function otherScenes({ webhook }: Filled): readonly Scene[] {
  return [
    {
      name: 'image-edit',
      hash: '#/images',
      open: inOrder(press('tr:last-child .actions button:nth-of-type(2)'), until('form')),
    },
    { name: 'sessions', hash: '#/sessions' },
    { name: 'usage', hash: '#/usage' },
    {
      name: 'usage-by-tool',
      hash: '#/usage',
      open: inOrder((page) => page.select('main select', '3'), until('.swatch-3')),
    },
    { name: 'audit', hash: '#/audit' },
    {
      name: 'audit-checked',
      hash: '#/audit',
      open: inOrder(press('[aria-labelledby="check-title"] button'), until('.badge.good')),
    },
    { name: 'webhooks', hash: '#/webhooks' },
    { name: 'webhook-new', hash: '#/webhooks', open: press('.section-head button.primary') },
    { name: 'deliveries', hash: `#/webhooks/${webhook}` },
    { name: 'site_rules', hash: '#/site_rules' },
    { name: 'site-rule-new', hash: '#/site_rules', open: press('.section-head button.primary') },
    { name: 'people', hash: '#/people' },
    { name: 'person-new', hash: '#/people', open: press('.section-head button.primary') },
    { name: 'devices', hash: '#/devices' },
    { name: 'tokens', hash: '#/tokens' },
    { name: 'token-new', hash: '#/tokens', open: press('.section-head button.primary') },
    { name: 'settings', hash: '#/settings' },
    { name: 'about', hash: '#/about' },
  ];
}

/** Those, and every section that has none among them yet. */
export function allScenes(filled: Filled): readonly Scene[] {
  const scenes = consoleScenes(filled);
  const others = sections.filter((section) => scenes.every(({ hash }) => !hash.startsWith(`#/${section}`)));
  return [...scenes, ...others.map((name) => ({ name, hash: writeRoute(name) }))];
}

/** Goes to a scene on a page of its own, and waits until everything on it was read. */
export async function goToScene(page: Page, url: string, { hash, open }: Scene): Promise<void> {
  // Load events of Firefox's own pages never arrive, so the page itself is asked.
  await page.goto('about:blank');
  await page.goto(`${url}${hash}`, { waitUntil: [] }).catch(() => null);
  await isRead(page);
  if (open === undefined) return;
  await open(page);
  await isRead(page);
  await page.evaluate(`document.querySelector('main :is(form:not(.page), .leak[open], [role="alertdialog"], [aria-pressed="true"])')
    ?.scrollIntoView({ block: 'center' })`);
}

export async function isRead(page: Page): Promise<void> {
  await page.waitForSelector('[data-fresh="true"][data-section]');
  await page.waitForFunction('document.querySelector(".loading") === null');
}
