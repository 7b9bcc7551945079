import { expect, test } from 'vitest';

import { readText } from './sources.ts';

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
type Manifest = Partial<Record<(typeof groups)[number], Record<string, string>>>;

/** Packages of `manifest` that are not pinned to one version. */
function loose(manifest: Manifest): string[] {
  return groups
    .flatMap((group) => Object.entries(manifest[group] ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

test('every package is pinned to one version', () => {
  const manifest = JSON.parse(readText('package.json')) as Manifest;
  expect(Object.keys(manifest.dependencies ?? {})).not.toEqual([]);
  expect(loose(manifest)).toEqual([]);
});

test.each(['^1.0.0', '~1.0.0', '1.x', '*', 'latest', '>=1.0.0', '1.0', '1.0.0 || 2.0.0', 'file:../a', ''])(
  '%j is no one version',
  (version) => {
    expect(loose({ optionalDependencies: { a: version } })).toHaveLength(1);
  },
);

test('the lock file names no place to download from, so that any registry serves', () => {
  const lock = readText('package-lock.json');
  expect(lock).toContain('"integrity"');
  expect(lock).not.toContain('"resolved"');
});

test('the lock file is of these packages', () => {
  const manifest = JSON.parse(readText('package.json')) as Manifest;
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, Manifest> };
  for (const group of groups) expect(lock.packages['']?.[group]).toEqual(manifest[group]);
});
