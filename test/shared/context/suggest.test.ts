import { expect, test } from 'vitest';

import { formats } from '../../../shared/address/formats/formats.ts';
import { builtInRules, reasons } from '../../../shared/context/built-in-rules.ts';
import { suggest } from '../../../shared/context/suggest.ts';
import { seeded } from '../../support/seeded.ts';

const examples = [
  ['https://github.dev/acme/shop', 'code', 'web_ide', null],
  ['https://vscode.dev/github/acme/shop', 'code', 'web_ide', 'vscode'],
  ['https://stackblitz.com/edit/shop', 'code', 'web_ide', null],
  ['https://codesandbox.io/s/shop', 'code', 'web_ide', null],
  ['https://replit.com/@acme/shop', 'code', 'web_ide', null],
  ['https://github.com/acme/shop/pull/7', 'code', 'code_host', null],
  ['https://gitlab.com/acme/shop', 'code', 'code_host', null],
  ['https://bitbucket.org/acme/shop', 'code', 'code_host', null],
  ['https://dev.azure.com/acme', 'code', 'code_host', null],
  ['https://cursor.com/docs', 'code', 'ai_client', 'cursor'],
  ['https://code.visualstudio.com/docs', 'code', 'ai_client', 'vscode'],
  ['https://claude.ai/code/session', 'code', 'ai_client', 'claude-code'],
  ['https://code.claude.com/docs', 'code', 'ai_client', 'claude-code'],
  ['https://learn.microsoft.com/windows', 'windows', 'windows_docs', null],
  ['https://support.microsoft.com/help', 'windows', 'windows_docs', null],
  ['https://help.ubuntu.com/', 'linux', 'linux_docs', null],
  ['https://wiki.debian.org/apt', 'linux', 'linux_docs', null],
  ['https://docs.redhat.com/en', 'linux', 'linux_docs', null],
  ['https://wiki.archlinux.org/title/Fish', 'linux', 'linux_docs', null],
  ['https://docs.kernel.org/admin-guide/', 'linux', 'linux_docs', null],
  ['https://developer.android.com/studio', 'mobile', 'mobile_docs', null],
  ['https://play.google.com/store/apps', 'mobile', 'mobile_docs', null],
  ['https://developer.apple.com/swift', 'mobile', 'mobile_docs', null],
  ['https://apps.apple.com/app/id1', 'mobile', 'mobile_docs', null],
] as const;

test.each(examples)('%s → %s, because of %s', (url, environment, reason, format) => {
  expect(suggest(url)).toEqual({ environment, reason, format, host: new URL(url).hostname });
});

test.each(builtInRules)('the rule for $host decides on its own host and has an example', (rule) => {
  const { host, path = '/', environment, reason, format = null } = rule;
  for (const url of [`https://${host}${path}`, `http://sub.${host}:8080${path}?q#h`])
    expect(suggest(url)).toMatchObject({ environment, reason, format });
  const isExample = ([url]: readonly [string, ...unknown[]]) =>
    new URL(url).hostname.endsWith(host) && new URL(url).pathname.startsWith(path);
  expect(examples.filter(isExample)).not.toEqual([]);
});

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
  'https://claude.ai/chat',
  'https://claude.ai/codenames',
  'https://claude.ai/?go=/code',
])('%s only looks like a page we know', (url) => {
  expect(suggest(url)).toMatchObject({ environment: 'browser', reason: 'web_page', format: null });
});

test('the case of a host does not matter', () => {
  expect(suggest('HTTPS://GitHub.COM/acme')).toMatchObject({ environment: 'code', host: 'github.com' });
});

test('a page we do not know suggests the browser, and says which site it is', () => {
  expect(suggest('https://news.example/today')).toEqual({
    environment: 'browser',
    reason: 'web_page',
    host: 'news.example',
    format: null,
  });
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
])('%j is no page: linux', (url) => {
  expect(suggest(url)).toEqual({ environment: 'linux', reason: 'no_page', host: null, format: null });
});

test('every reason is given for some page, and every format that is suggested exists', () => {
  const given = examples.map(([url]) => suggest(url).reason);
  expect(new Set([...given, suggest('https://x.example').reason, suggest(null).reason])).toEqual(
    new Set(reasons),
  );
  const known = formats.map(({ id }) => id);
  for (const { format } of builtInRules) if (format !== undefined) expect(known).toContain(format);
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
    expect(reasons).toContain(suggest(url).reason);
  }
});
