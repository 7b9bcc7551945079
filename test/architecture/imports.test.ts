import path from 'node:path';

import { expect, test } from 'vitest';

import { areas, codeUnder, importsOf, readText, textsOf, type Source } from './sources.ts';

const mayReach: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  worker: ['worker', 'shared'],
  extension: ['extension', 'shared'],
};
const ours = codeUnder('shared', 'worker', 'extension');
const find = (rule: (source: Source) => readonly string[], sources: readonly Source[] = ours) =>
  sources.flatMap((source) => rule(source).map((what) => `${source.path}: ${what}`));

/** Any relative path that is spelt in code and leads into a foreign folder: imports, `import()`, types, URLs. */
function foreignPaths(source: Source): string[] {
  const [area = ''] = source.path.split('/');
  return textsOf(source).filter((text) => {
    if (!/^\.{1,2}\//.test(text)) return false;
    const [target = ''] = path.posix.join(path.posix.dirname(source.path), text).split('/');
    return areas.some((each) => each === target) && !mayReach[area]?.includes(target);
  });
}

const packageOf = (name: string) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
const packagesOf = (source: Source) => importsOf(source).filter((name) => !name.startsWith('.'));
const strangersOf = (source: Source) => packagesOf(source).filter((name) => name !== 'valibot');

test('worker → shared ← extension, and none of them knows the tests', () => {
  expect(find(foreignPaths)).toEqual([]);
});

test.each([
  ['shared/key/key.ts', "import { a } from '../../worker/log.ts';"],
  ['shared/key/key.ts', "export * from '../../extension/start-page.tsx';"],
  ['worker/log.ts', "const a = await import('../extension/a.ts');"],
  ['worker/http/api.ts', "const a = await import(`../../extension/${'a'}.ts`);"],
  ['extension/ui/a.tsx', "type A = import('../../worker/env.d.ts').Env;"],
  ['extension/ui/a.tsx', "const a = new URL('../../worker/a.ts', import.meta.url);"],
  ['shared/ids.ts', "import '../shared/../test/support/seeded.ts';"],
])('%s may not hold: %s', (file, text) => {
  expect(foreignPaths({ path: file, text })).toHaveLength(1);
});

test('the core imports nothing but itself and the schema library', () => {
  expect(
    find(
      strangersOf,
      ours.filter((source) => source.path.startsWith('shared/')),
    ),
  ).toEqual([]);
  expect(
    strangersOf({ path: 'shared/a.ts', text: "import('node:fs'); export * from 'preact';" }),
  ).toHaveLength(2);
});

test.each([
  ['wxt/browser', 'extension/platform/browser.ts'],
  ['itty-router', 'worker/http/api.ts'],
])('%s is imported nowhere but in %s', (name, only) => {
  const users = ours.filter((source) => importsOf(source).includes(name)).map((source) => source.path);
  expect(users.filter((user) => user !== only)).toEqual([]);
});

test('the router and the browser are used at all, so the rule above has something to hold', () => {
  expect(importsOf({ path: 'worker/http/api.ts', text: readText('worker/http/api.ts') })).toContain(
    'itty-router',
  );
  const browser = 'extension/platform/browser.ts';
  expect(importsOf({ path: browser, text: readText(browser) })).toContain('wxt/browser');
});

test('every package that is imported is declared', () => {
  const { dependencies, devDependencies } = JSON.parse(readText('package.json')) as Record<string, object>;
  const declared = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  const undeclared = (source: Source) =>
    packagesOf(source).filter(
      (name) => !/^(?:node|cloudflare):/.test(name) && !declared.has(packageOf(name)),
    );
  expect(find(undeclared)).toEqual([]);
  expect(
    undeclared({ path: 'worker/a.ts', text: "import a from '@no/such/part'; import '@/a';" }),
  ).toHaveLength(2);
});
