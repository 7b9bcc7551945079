import { expect, test } from 'vitest';

import { noChoices, rememberChoice } from '../../../shared/context/choices.ts';
import { reasons } from '../../../shared/context/site-group.ts';
import type { SiteRule } from '../../../shared/context/site-rule.ts';
import { suggest, suggestions, type Circumstances } from '../../../shared/context/suggest.ts';
import { defaultImages } from '../../../shared/image/image.ts';
import { seeded } from '../../support/seeded.ts';

const key = 'key_0123456789abcdef';

function on(url: string | null, more: Partial<Circumstances> = {}): Circumstances {
  const matches = (pattern: string, address: string) => new URLPattern(pattern).test(address);
  return { url, choices: noChoices, siteRules: [], images: defaultImages, matches, ...more };
}

function rule(pattern: string, more: Partial<SiteRule> = {}): SiteRule {
  const id = `rul_${'0'.repeat(22)}`;
  return {
    id,
    projectId: 'prj_a',
    pattern,
    image: 'linux_latest',
    keyId: null,
    format: null,
    position: 0,
    rev: 1,
    createdAt: 0,
    changedAt: 0,
    ...more,
  };
}

test.each([
  'https://evilgithub.com/acme',
  'https://github.com.evil.example/acme',
  'https://github.com@evil.example/',
  'https://evil.example/github.com',
  'https://evil.example/?at=https://github.com/',
  'https://evil.example/#github.com',
  'https://github.community/',
  'https://gıthub.com/',
  'https://notubuntu.com/',
  'https://microsoft.com/',
  'https://developers.openai.com/codexes',
])('%s only looks like a page we know', (url) => {
  expect(suggest(on(url))).toMatchObject({ environment: 'browser', reason: 'web_page', format: null });
});

test('of two lines for a host the one with the longer path decides', () => {
  expect(suggest(on('https://claude.ai/code/7'))).toMatchObject({
    reason: 'mcp_client',
    format: 'claude-code',
  });
  expect(suggest(on('https://claude.ai/codenames'))).toMatchObject({ reason: 'ai_chat' });
});

test.each([
  null,
  '',
  'nonsense',
  'github.com',
  'chrome://newtab/',
  'about:blank',
  'moz-extension://id/popup.html',
  'file:///etc/hosts',
  'data:text/html,x',
  'javascript:void(0)',
  'ftp://github.com/',
  'web+https://github.com/',
  'view-source:https://github.com/',
  'https://',
])('%j is no page: linux, whatever the rules', (url) => {
  const siteRules = [rule('*://*/*', { image: 'windows_latest' })];
  expect(suggest(on(url, { siteRules }))).toMatchObject({
    environment: 'linux',
    reason: 'no_page',
    host: null,
  });
});

test('a site rule wins over what is built in, and names image, key, format and project', () => {
  const siteRules = [
    rule('https://*.acme.example/*', { image: 'windows_latest', keyId: key, format: 'cursor' }),
  ];
  expect(suggest(on('https://app.acme.example/x', { siteRules }))).toEqual({
    environment: 'windows',
    image: 'windows_latest',
    keyId: key,
    format: 'cursor',
    projectId: 'prj_a',
    reason: 'site_rule',
    host: 'app.acme.example',
  });
  expect(suggest(on('https://acme.example/x', { siteRules })).reason).toBe('web_page');
});

test('of two site rules the one with the lower position decides', () => {
  const siteRules = [
    rule('*://*/*', { position: 2 }),
    rule('*://*/*', { position: 1, image: 'code_latest' }),
  ];
  expect(suggest(on('https://x.example/', { siteRules })).image).toBe('code_latest');
});

test('a site rule for an image that is gone does not count', () => {
  const siteRules = [rule('*://*/*', { image: 'imgc-gone' })];
  expect(suggest(on('https://github.com/', { siteRules })).reason).toBe('code_host');
});

test('what was copied on a site before wins over every rule, there and nowhere else', () => {
  const chosen = {
    host: 'github.com',
    environment: 'mobile',
    image: null,
    format: 'plain',
    keyId: key,
  } as const;
  const choices = rememberChoice(noChoices, chosen);
  const siteRules = [rule('*://*/*')];
  expect(suggest(on('https://github.com/acme', { choices, siteRules }))).toMatchObject({
    environment: 'mobile',
    format: 'plain',
    keyId: key,
    reason: 'remembered',
  });
  expect(suggest(on('https://gist.github.com/acme', { choices })).reason).toBe('code_host');
});

test('all that could be offered is told in order, the best first and any page last', () => {
  const choices = rememberChoice(noChoices, {
    host: 'github.com',
    environment: 'linux',
    image: null,
    format: 'plain',
    keyId: key,
  });
  const siteRules = [rule('https://github.com/*'), rule('https://gitlab.com/*')];
  const all = suggestions(on('https://github.com/acme', { choices, siteRules }));
  expect(all.map(({ reason }) => reason)).toEqual(['remembered', 'site_rule', 'code_host', 'web_page']);
  expect(suggestions(on('https://x.example/'))).toHaveLength(1);
});

test('there is an answer for any text', () => {
  const random = seeded(7);
  const parts = [
    'https://',
    'http:',
    '//',
    'github.com',
    '.',
    '@',
    ':',
    '%',
    '[',
    '\u0000',
    ' ',
    '/code',
    'é',
  ] as const;
  for (let round = 0; round < 2_000; round += 1) {
    const url = Array.from({ length: random.below(7) }, () => random.pick(parts)).join('');
    expect(reasons).toContain(suggest(on(url)).reason);
  }
});
