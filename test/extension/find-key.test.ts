import { signal } from '@preact/signals';
import { expect, test } from 'vitest';

import { createFindKeyModel } from '../../extension/features/find-key/find-key-model.ts';
import { givenKey, today } from './support/givens.ts';

const off = givenKey('off', { status: 'disabled' });
const laptop = givenKey('Laptop');
const phone = givenKey('phone');

test('the first key that can be copied is current', () => {
  expect(createFindKeyModel(signal([off, laptop, phone]), () => today).current.value).toBe(laptop);
  expect(createFindKeyModel(signal([off]), () => today).current.value).toBe(off);
  expect(createFindKeyModel(signal([]), () => today).current.value).toBeNull();
});

test('a key is found by name in any case, and by its masked value', () => {
  const find = createFindKeyModel(signal([laptop, phone]), () => today);
  find.search(' lap');
  expect(find.visible.value).toEqual([laptop]);
  find.search(phone.masked);
  expect(find.visible.value).toEqual([phone]);
  expect(find.current.value).toBe(phone);
});

test('steps stay at the ends', () => {
  const find = createFindKeyModel(signal([laptop, phone]), () => today);
  find.step(-1);
  expect(find.current.value).toBe(laptop);
  find.step(1);
  find.step(1);
  expect(find.current.value).toBe(phone);
});

test('late data does not take the pick away', () => {
  const keys = signal([laptop, phone]);
  const find = createFindKeyModel(keys, () => today);
  find.pick(phone.id);
  keys.value = [givenKey('new'), { ...laptop }, { ...phone }];
  expect(find.current.value?.id).toBe(phone.id);
});
