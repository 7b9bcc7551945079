import { expect, test } from 'vitest';

import { ReadUsage } from '../../extension/features/read-usage/read-usage.tsx';
import { createReadUsageModel } from '../../extension/features/read-usage/read-usage-model.ts';
import { barsOf, daysFrom } from '../../extension/features/read-usage/usage-bars.ts';
import { ActorsContext } from '../../extension/ui/actors.ts';
import type { Bars } from '../../extension/platform/draw-bars.ts';
import type { UsageRow } from '../../shared/api/operations/usage.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { findText, until } from './support/screen.ts';

const bytes = { bytesIn: 3, bytesOut: 4 };

function givenUsage(calls: number, key?: string) {
  const asked: unknown[] = [];
  const drawn: Bars[] = [];
  const client = givenClient({
    readUsage: async (question) => {
      asked.push(question);
      const row = { calls, refused: 2, ...bytes };
      const by = { day: '2026-11-24', ...(question.by !== 'day' && { key: 'key_1' }) };
      return { rows: calls === 0 ? [] : [{ ...row, ...by }], isCut: calls > 1000 };
    },
  });
  const model = createReadUsageModel({
    client,
    now: () => today,
    say: () => {},
    ...(key !== undefined && { key }),
  });
  const drawBars = (_: HTMLElement, bars: Bars) => {
    drawn.push(bars);
    return () => {};
  };
  const nameOf = (id: string) => (id === 'key_1' ? 'laptop' : id);
  renderPage(
    <ActorsContext.Provider value={{ nameOf, lastOf: async () => null, now: () => 0 }}>
      <ReadUsage model={model} drawBars={drawBars} />
    </ActorsContext.Provider>,
  );
  void model.remote.read();
  return { asked, drawn, model };
}

test('the last seven days are asked for, and another grouping at once: its sums, and day by day', async () => {
  const { asked, model } = givenUsage(1234);
  await findText('Tue, Nov 24, 20261,234234');
  await findText('There is more than is shown');
  await model.ask({ by: 'key' });
  await findText('laptop1,234');
  const days = { from: '2026-11-18', to: '2026-11-24' };
  expect(asked).toEqual([
    { ...days, by: 'day' },
    { ...days, by: 'key' },
    { ...days, by: 'day,key' },
  ]);
});

test('the chart has a bar for every day that was asked for, and names its parts', async () => {
  const { drawn, model } = givenUsage(5);
  await until(() => expect(drawn).toHaveLength(1));
  expect(drawn[0]?.labels).toHaveLength(7);
  expect(drawn[0]?.values).toEqual([
    [0, 0, 0, 0, 0, 0, 5],
    [0, 0, 0, 0, 0, 0, 2],
  ]);
  await findText('Let through Refused');
  await model.ask({ by: 'key' });
  await until(() => expect(drawn.at(-1)?.values).toEqual([[0, 0, 0, 0, 0, 0, 7]]));
});

test('of one key, only its usage is asked for', async () => {
  const { asked } = givenUsage(5, 'key_1');
  await until(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toMatchObject({ key: 'key_1', by: 'day' });
});

test('of many things the five that were used most have a part of their own, the others one together', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((tool, at): UsageRow[] => [
    { day: '2026-11-23', tool, calls: 10 - at, refused: 0, ...bytes },
    { day: '2026-11-24', tool, calls: 0, refused: 1, ...bytes },
  ]);
  const { parts } = barsOf(rows, 'tool', ['2026-11-23', '2026-11-24']);
  expect(parts.map(({ name, sum }) => name ?? sum)).toEqual(['a', 'b', 'c', 'd', 'e', 'others']);
  expect(parts.at(-1)?.values).toEqual([9, 2]);
});

test('days are counted from one to another, a year at most, and none where there are none', () => {
  expect(daysFrom('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysFrom('2026-03-01', '2026-02-27')).toEqual([]);
  expect(daysFrom('', '2026-02-27')).toEqual([]);
  expect(daysFrom('2000-01-01', '2026-01-01')).toHaveLength(366);
});

test('days without use say so', async () => {
  const { model } = givenUsage(0);
  await until(() => expect(model.remote.value.value).not.toBe(null));
  await findText('Nothing was used in these days.');
});
