import { expect, test } from 'vitest';

import { readRoute, sections, writeRoute } from '../../extension/features/navigate/route.ts';
import { givenPreferences } from './support/preferences.ts';

test('what is chosen is shown at once and kept', () => {
  const { model, kept, shown } = givenPreferences();
  model.choose({ theme: 'dark' });
  model.choose({ format: 'cursor' });
  expect(shown.at(-1)).toEqual(kept.at(-1));
  expect(kept.at(-1)).toMatchObject({ theme: 'dark', format: 'cursor', language: 'browser' });
});

test('copying without the popup is on once the browser has granted it, and off when given back', async () => {
  const { model } = givenPreferences();
  await model.allowCopying(true);
  expect(model.mayCopy.value).toBe(true);
  await model.allowCopying(false);
  expect(model.mayCopy.value).toBe(false);
});

test('a permission that is denied changes nothing', async () => {
  const { model } = givenPreferences(false);
  await model.allowCopying(true);
  expect(model.mayCopy.value).toBe(false);
  await model.clearAfter(60);
  expect(model.chosen.value.clearAfter).toBe(0);
});

test('the clipboard is cleared only while that is permitted', async () => {
  const { model, kept } = givenPreferences();
  await model.clearAfter(60);
  expect(kept.at(-1)?.clearAfter).toBe(60);
  await model.allowCopying(false);
  expect(kept.at(-1)?.clearAfter).toBe(0);
});

test('every section has an address that leads back to it', () => {
  for (const section of sections) {
    expect(readRoute(writeRoute(section))).toEqual({ section, id: null });
    expect(readRoute(writeRoute(section, 'key_0'))).toEqual({ section, id: 'key_0' });
  }
});

test.each(['', '#', '#/', '#/nowhere', '#/keys/', '#/keys/a/b', '#/keys/<b>', 'keys'])(
  '%j leads to the first section',
  (hash) => {
    expect(readRoute(hash)).toEqual({ section: sections[0], id: null });
  },
);
