import { expect, test } from 'vitest';

import { formats } from '../../../shared/address/formats/formats.ts';
import { builtInRules, findBuiltInRule } from '../../../shared/context/built-in-rules.ts';
import { noChoices } from '../../../shared/context/choices.ts';
import { suggest } from '../../../shared/context/suggest.ts';
import { defaultImages, environments } from '../../../shared/image/image.ts';

const suggestOn = (url: string) =>
  suggest({ url, choices: noChoices, siteRules: [], images: defaultImages, matches: () => false });

test.each(builtInRules)('$example is what the line for $host $path is for', (line) => {
  expect(findBuiltInRule(new URL(line.example))).toBe(line);
  const { environment, reason, format } = line;
  const { hostname: host } = new URL(line.example);
  expect(suggestOn(line.example)).toMatchObject({ environment, reason, format, host });
});

test.each(builtInRules)(
  'subdomains, ports, queries and case of $host do not matter',
  ({ host, path, ...line }) => {
    const near = `HTTP://sub.${host.toUpperCase()}:8080${path}/deeper?q#h`;
    expect(suggestOn(near).environment).toBe(line.environment);
  },
);

test('lines are well formed: hosts in lower case, paths whole, formats that exist, none twice', () => {
  const ids = formats.map(({ id }) => id);
  for (const { host, path, format } of builtInRules) {
    expect(host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(path).toMatch(/^(\/[\w-]+)*$/);
    if (format !== null) expect(ids).toContain(format);
  }
  const places = builtInRules.map(({ host, path }) => host + path);
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
});

test('a page without an example is none that a test could try', () => {
  expect(builtInRules.filter(({ example }) => !example.startsWith('https://'))).toEqual([]);
  expect(builtInRules.length).toBeGreaterThan(180);
});

test('every environment is suggested by some page', () => {
  const given = builtInRules.map(({ environment }) => environment);
  expect(new Set(given)).toEqual(new Set(environments));
});
