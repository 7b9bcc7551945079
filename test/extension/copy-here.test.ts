import { expect, test } from 'vitest';

import { copyHere, type CopyHereDeps } from '../../extension/features/copy-here/copy-here.ts';
import { noChoices, type Choices } from '../../shared/context/choices.ts';
import {
  deployment,
  givenClient,
  givenKey,
  givenWorker,
  nothing,
  secretOf,
  today,
} from './support/givens.ts';

const laptop = givenKey('laptop');
const phone = givenKey('phone', { createdAt: today - 1 });
const retired = givenKey('retired', { status: 'disabled' });
const github = { url: 'https://github.com/acme', isPrivate: false };

function given(more: Partial<CopyHereDeps> = {}) {
  const clipboard: string[] = [];
  const writeClipboard = async (text: string) => clipboard.push(text) > 0;
  const keys = [laptop, phone, retired];
  const deps: CopyHereDeps = {
    client: givenWorker(...keys),
    cache: { deployment, keys, siteRules: [], readAt: today },
    choices: noChoices,
    format: null,
    now: () => today,
    keepChoices: nothing,
    writeClipboard,
    ...more,
  };
  return { deps, clipboard };
}

test('what the popup would offer first is copied, with the newest key that works', async () => {
  const { deps, clipboard } = given();
  expect(await copyHere(github, null, deps)).toBe('copied');
  expect(clipboard[0]).toContain('/mcp/code_latest');
  expect(clipboard[0]).toContain(secretOf(laptop));
});

test('another environment can be asked for', async () => {
  const { deps, clipboard } = given();
  await copyHere(github, 'windows', deps);
  expect(clipboard[0]).toContain('/mcp/windows_latest');
});

test('the key that was used on the site before is used again, and every copy is remembered', async () => {
  const kept: Choices[] = [];
  const site = {
    host: 'github.com',
    environment: 'code',
    image: null,
    format: 'plain',
    keyId: phone.id,
  } as const;
  const { deps, clipboard } = given({
    choices: { ...noChoices, sites: [site] },
    keepChoices: async (choices) => void kept.push(choices),
  });
  await copyHere(github, null, deps);
  expect(clipboard[0]).toContain(secretOf(phone));
  expect(kept[0]?.sites[0]).toEqual(site);
});

test('without a cache the Worker is asked', async () => {
  const { deps, clipboard } = given({ cache: null });
  expect(await copyHere(github, null, deps)).toBe('copied');
  expect(clipboard).toHaveLength(1);
});

test.each([
  ['no key works', { cache: { deployment, keys: [retired], siteRules: [], readAt: today } }, 'no_key'],
  [
    'there is no image',
    { cache: { deployment: { ...deployment, images: [] }, keys: [laptop], siteRules: [], readAt: today } },
    'no_image',
  ],
  ['the Worker is out of reach', { client: givenClient() }, 'offline'],
  ['the browser denies the clipboard', { writeClipboard: async () => false }, 'clipboard_denied'],
] as const)('where %s, that is said and nothing is copied', async (_, more, failure) => {
  const { deps, clipboard } = given(more as Partial<CopyHereDeps>);
  expect(await copyHere(github, null, deps)).toBe(failure);
  expect(clipboard).toEqual([]);
});
