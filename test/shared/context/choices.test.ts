import * as v from 'valibot';
import { expect, test } from 'vitest';

import { choicesSchema, noChoices, rememberChoice, type Chosen } from '../../../shared/context/choices.ts';

const key = 'key_0123456789abcdef';
const chosen = (host: string | null, more: Partial<Chosen> = {}): Chosen => ({
  host,
  environment: 'linux',
  image: null,
  format: 'cursor',
  keyId: key,
  ...more,
});

test('the latest choice of a site replaces the one before and stands first', () => {
  const twice = ['a.example', 'b.example', 'a.example'].reduce(
    (choices, host) => rememberChoice(choices, chosen(host)),
    noChoices,
  );
  expect(twice.sites.map(({ host }) => host)).toEqual(['a.example', 'b.example']);
});

test('without a site, format and key are remembered all the same', () => {
  expect(rememberChoice(noChoices, chosen(null))).toEqual({
    format: 'cursor',
    keys: { linux: key },
    sites: [],
  });
});

test('a hundred sites are remembered, and what is remembered can be read back', () => {
  let choices = noChoices;
  for (let at = 0; at < 150; at += 1) choices = rememberChoice(choices, chosen(`${at}.example`));
  expect(choices.sites).toHaveLength(100);
  expect(choices.sites[0]?.host).toBe('149.example');
  expect(v.parse(choicesSchema, JSON.parse(JSON.stringify(choices)))).toEqual(choices);
});

test('what was remembered before images could be is still read', () => {
  const old = {
    format: null,
    keys: {},
    sites: [{ host: 'a.example', environment: 'code', format: 'plain', keyId: key }],
  };
  expect(v.parse(choicesSchema, old).sites[0]?.image).toBe(null);
});
