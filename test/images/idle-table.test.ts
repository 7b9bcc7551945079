import { expect, test } from 'vitest';

import { createIdleTable } from '../../worker/local/images/sessions/idle-table.ts';

test('what nobody uses for the idle time is closed, what was used meanwhile is not', async () => {
  const { table, closed, clock } = givenTable({ idleMs: 60 });
  await table.use('a', nothing);
  await table.use('b', nothing);
  clock.now = 59;
  await table.use('b', nothing);
  await table.sweep();
  expect(closed).toEqual([]);

  clock.now = 60;
  await table.sweep();
  expect(closed).toEqual(['a1']);
});

test('what is in use is not idle, however long it takes', async () => {
  const { table, closed, clock } = givenTable({ idleMs: 60 });
  await table.use('a', async () => {
    clock.now = 1_000;
    await table.sweep();
  });
  expect(closed).toEqual([]);
});

test('one too many pushes out the one that has been idle longest', async () => {
  const { table, closed } = givenTable({ max: 2 });
  await table.use('a', nothing);
  await table.use('b', nothing);
  await table.use('a', nothing);
  await table.use('c', nothing);
  await expect.poll(() => closed).toEqual(['b1']);
});

test('where all are in use, one more is refused and nothing is closed', async () => {
  const { table, closed } = givenTable({ max: 1 });
  await table.use('a', async () => {
    await expect(table.use('b', nothing)).rejects.toThrow('All 1 things are busy.');
  });
  expect(closed).toEqual([]);
});

test('a value is opened once, and anew after it was ended', async () => {
  const { table, closed } = givenTable({});
  expect(await Promise.all([table.use('a', itself), table.use('a', itself)])).toEqual(['a1', 'a1']);
  await table.end('a');
  await table.end('a');
  expect(closed).toEqual(['a1']);
  expect(await table.use('a', itself)).toBe('a2');
});

test('what was ended while in use does not come back by being used', async () => {
  const { table, closed } = givenTable({});
  await table.use('a', () => table.end('a'));
  await table.endAll();
  expect(closed).toEqual(['a1']);
});

test('a value that could not be opened is tried again', async () => {
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return 'fine';
  };
  const table = createIdleTable({ noun: 'things', max: 1, idleMs: 1, now: () => 0, open, close: nothing });

  await expect(table.use('a', itself)).rejects.toThrow('not yet');
  expect(await table.use('a', itself)).toBe('fine');
});

test('one value that cannot be closed does not keep the others open', async () => {
  const closed: string[] = [];
  const table = createIdleTable({
    noun: 'things',
    max: 9,
    idleMs: 1,
    now: () => 0,
    open: async (key: string) => key,
    close: async (value) => {
      if (value === 'a') throw new Error('stuck');
      closed.push(value);
    },
  });
  await table.use('a', nothing);
  await table.use('b', nothing);
  await table.endAll();
  expect(closed).toEqual(['b']);
});

const itself = async (value: string) => value;
const nothing = async () => undefined;

/** Values are named for their key and for how often it was opened: `a1`, then `a2`. */
function givenTable({ max = 9, idleMs = 60 }) {
  const closed: string[] = [];
  const opened: string[] = [];
  const clock = { now: 0 };
  const table = createIdleTable({
    noun: 'things',
    max,
    idleMs,
    now: () => clock.now,
    open: async (key: string) => `${key}${opened.push(key) && opened.filter((one) => one === key).length}`,
    close: async (value) => void closed.push(value),
  });
  return { table, closed, clock };
}
