import { signal } from '@preact/signals';
import { expect, test } from 'vitest';

import { noChoices, rememberChoice, type Choices } from '../../shared/context/choices.ts';
import type { SiteRule } from '../../shared/context/site-rule.ts';
import { createChooseAddressModel } from '../../extension/features/choose-address/choose-address-model.ts';
import { deployment, givenKey, nothing } from './support/givens.ts';

const { id: laptop } = givenKey('laptop');
const { id: phone } = givenKey('phone');

function givenChoice(
  url: string | null,
  choices: Choices = noChoices,
  isPrivate = false,
  ...siteRules: SiteRule[]
) {
  const cache = { deployment, siteRules };
  const kept: Choices[] = [];
  const keep = async (latest: Choices) => void kept.push(latest);
  const model = createChooseAddressModel({
    tab: { url, isPrivate },
    choices,
    format: null,
    cache,
    keep,
    deployment: signal(deployment),
  });
  return { model, kept };
}

test('the environment of the active tab is preselected, and why', () => {
  const { model } = givenChoice('https://github.com/acme');
  expect(model.environment.value).toBe('code');
  expect(model.reason.value).toBe('code_host');
  expect(model.host).toBe('github.com');
  expect(model.choice.value?.image.id).toBe('code_latest');
});

test('a choice that the page itself would not offer is one’s own, and can be made a rule', () => {
  const chosen = {
    host: 'github.com',
    environment: 'linux',
    image: null,
    format: 'plain',
    keyId: laptop,
  } as const;
  const { model } = givenChoice('https://github.com/acme', rememberChoice(noChoices, chosen));
  expect(model.isOwn.value).toBe(true);
  model.pick('code');
  expect(model.isOwn.value).toBe(false);
  const asOffered = rememberChoice(noChoices, { ...chosen, environment: 'code' });
  expect(givenChoice('https://github.com/acme', asOffered).model.isOwn.value).toBe(false);
  expect(givenChoice('https://github.com/acme').model.isOwn.value).toBe(false);
});

test('a page that is not known still gets an environment', () => {
  expect(givenChoice(null).model.reason.value).toBe('no_page');
});

test("a client's own site preselects its format", () => {
  expect(givenChoice('https://cursor.com/docs').model.format.value.id).toBe('cursor');
});

test('elsewhere the format used last is offered', () => {
  const { model } = givenChoice('https://example.com', { ...noChoices, format: 'vscode' });
  expect(model.format.value.id).toBe('vscode');
});

test('what was copied on a site before wins over the guess, and says so', () => {
  const chosen = {
    host: 'github.com',
    environment: 'linux',
    image: null,
    format: 'plain',
    keyId: laptop,
  } as const;
  const { model } = givenChoice('https://github.com', rememberChoice(noChoices, chosen));
  expect(model.environment.value).toBe('linux');
  expect(model.format.value.id).toBe('plain');
  expect(model.reason.value).toBe('remembered');
  expect(model.preferred()).toContain(laptop);
});

test('a pick of another environment is the person’s own', () => {
  const { model } = givenChoice('https://github.com');
  model.pick('windows');
  expect(model.reason.value).toBe('picked');
  expect(model.choice.value?.image.id).toBe('windows_latest');
});

test('stepping goes around the ends', () => {
  const { model } = givenChoice('https://github.com');
  model.pick('mobile');
  model.step(1);
  expect(model.environment.value).toBe('windows');
  model.step(-1);
  expect(model.environment.value).toBe('mobile');
});

test('the key last used on a site comes before the one last used in its environment', () => {
  const here = {
    host: 'github.com',
    environment: 'code',
    image: null,
    format: 'plain',
    keyId: laptop,
  } as const;
  const elsewhere = { ...here, host: 'gitlab.com', keyId: phone };
  const { model } = givenChoice(
    'https://github.com',
    rememberChoice(rememberChoice(noChoices, here), elsewhere),
  );
  expect(model.preferred()).toEqual([laptop, phone]);
});

test('a copy is remembered with its site', async () => {
  const { model, kept } = givenChoice('https://github.com');
  await model.remember(laptop);
  expect(kept[0]?.sites).toEqual([
    { host: 'github.com', environment: 'code', image: null, format: 'claude-code', keyId: laptop },
  ]);
});

test('a private page leaves no trace', async () => {
  const { model, kept } = givenChoice('https://github.com', noChoices, true);
  await model.remember(laptop);
  expect(JSON.stringify(kept)).not.toContain('github.com');
});

test('an environment without an image has nothing to copy, one with several has a choice', () => {
  const own = { id: 'linux_gpu', environment: 'linux', title: 'Linux with GPU' } as const;
  const images = [...deployment.images.filter(({ environment }) => environment !== 'mobile'), own];
  const model = createChooseAddressModel({
    tab: { url: null, isPrivate: false },
    choices: noChoices,
    format: null,
    cache: null,
    keep: nothing,
    deployment: signal({ ...deployment, images }),
  });
  model.pickImage('linux_gpu');
  expect(model.choice.value?.image).toEqual(own);
  model.pick('mobile');
  expect(model.choice.value).toBeNull();
});

test("a team's rule for a site decides on environment, format and key there, as it was read last", () => {
  const rule: SiteRule = {
    id: `rul_${'0'.repeat(22)}`,
    projectId: 'prj_default',
    pattern: 'https://*.acme.example/*',
    image: 'windows_latest',
    keyId: phone,
    format: 'cursor',
    position: 1,
    rev: 1,
    createdAt: 0,
    changedAt: 0,
  };
  const broken = { ...rule, pattern: 'https://[', position: 0 };
  const { model } = givenChoice('https://wiki.acme.example/home', noChoices, false, broken, rule);
  expect(model.reason.value).toBe('site_rule');
  expect(model.image.value?.id).toBe('windows_latest');
  expect(model.format.value.id).toBe('cursor');
  expect(model.preferred()[0]).toBe(phone);
});
