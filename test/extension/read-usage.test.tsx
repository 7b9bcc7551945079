import { expect, test } from 'vitest';

import { ReadUsage } from '../../extension/features/read-usage/read-usage.tsx';
import { createReadUsageModel } from '../../extension/features/read-usage/read-usage-model.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { findText, until } from './support/screen.ts';

function givenUsage(calls: number) {
  const asked: unknown[] = [];
  const client = givenClient({
    readUsage: async (question) => {
      asked.push(question);
      const row = { calls, refused: 2, bytesIn: 3, bytesOut: 4 };
      const by = question.by === 'key' ? { key: 'key_1' } : { day: '2026-11-24' };
      return { rows: calls === 0 ? [] : [{ ...row, ...by }], isCut: calls > 1000 };
    },
  });
  const model = createReadUsageModel({ client, now: () => today, say: () => {} });
  renderPage(<ReadUsage model={model} nameOf={(id) => (id === 'key_1' ? 'laptop' : id)} />);
  void model.remote.read();
  return { asked, model };
}

test('the last seven days are asked for, and another grouping at once', async () => {
  const { asked, model } = givenUsage(1234);
  await findText('2026-11-241,234234');
  await findText('There is more than is shown');
  await model.ask({ by: 'key' });
  await findText('laptop1,234');
  expect(asked).toEqual([
    { from: '2026-11-18', to: '2026-11-24', by: 'day' },
    { from: '2026-11-18', to: '2026-11-24', by: 'key' },
  ]);
});

test('days without use say so', async () => {
  const { model } = givenUsage(0);
  await until(() => expect(model.remote.value.value).not.toBe(null));
  await findText('Nothing was used in these days.');
});
