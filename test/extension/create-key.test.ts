import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import { givenCache, givenClient, givenKey, givenModel, givenWorker } from './support/givens.ts';

const taken = () => Promise.reject(new ApiError('name_taken'));
const laptop = givenKey('laptop');

test.each(['', '   ', 'x'.repeat(65), 'a\u0000b'])(
  'the name %j is refused before anything is sent',
  async (name) => {
    const { create } = givenModel({ client: givenClient(), cache: givenCache(laptop) });
    create.open();
    create.name.value = name;
    expect(await create.submit()).toBe(false);
    expect(create.failure.value).toBe('name_invalid');
  },
);

test('a new key is first in the list, current and ready to copy', async () => {
  const { create, list, find } = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop) });
  find.search('lap');
  create.open();
  create.name.value = ' ci ';
  expect(await create.submit()).toBe(true);
  expect(list.rows.value.map(({ name }) => name)).toEqual(['ci', 'laptop']);
  expect(find.current.value?.name).toBe('ci');
  expect(create.isOpen.value).toBe(false);
  expect(create.name.value).toBe('');
});

test('a name that is taken keeps what was typed', async () => {
  const { create } = givenModel({ client: givenClient({ createKey: taken }) });
  create.open();
  create.name.value = 'laptop';
  expect(await create.submit()).toBe(false);
  expect(create.failure.value).toBe('name_taken');
  expect(create.name.value).toBe('laptop');
  expect(create.busy.value).toBe(false);
});
