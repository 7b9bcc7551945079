import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { actionWords } from '../../extension/features/read-audit/action-words.ts';
import { ReadAudit } from '../../extension/features/read-audit/read-audit.tsx';
import { createReadAuditModel } from '../../extension/features/read-audit/read-audit-model.ts';
import { ActorsContext } from '../../extension/ui/actors.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import type { AuditLine } from '../../shared/audit/audit.ts';
import { keyCommands } from '../../shared/key/lifecycle.ts';
import { actions } from '../../shared/people/roles.ts';
import { write } from './support/english.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, type, until } from './support/screen.ts';

const names: Readonly<Record<string, string>> = { ada: 'Ada', key_1: 'laptop', pol_1: 'Read only' };

const line = (at: number, more: Partial<AuditLine> = {}): AuditLine => ({
  id: `aud_${at}`,
  subject: 'key_1',
  projectId: 'prj_default',
  seq: at,
  action: 'key.disable',
  outcome: 'done',
  rev: at,
  actor: 'ada',
  device: null,
  requestId: 'req',
  at: today,
  before: { status: 'active' },
  after: { status: 'disabled' },
  ...more,
});

function givenAudit(answers: Partial<Client> = {}) {
  const saved: (readonly [string, string])[] = [];
  const asked: unknown[] = [];
  const client = givenClient({
    listAudit: async (filter) => {
      asked.push(filter);
      const isFirst = filter.cursor === undefined;
      return { lines: [line(isFirst ? 2 : 1)], next: isFirst ? 'older' : null };
    },
    readAuditExport: async () => [line(2), line(1)],
    ...answers,
  });
  const model = createReadAuditModel({
    client,
    say: () => {},
    saveFile: (name, text) => void saved.push([name, text]),
  });
  renderPage(
    <ActorsContext.Provider
      value={{ nameOf: (id) => names[id] ?? id, lastOf: async () => null, now: () => today }}
    >
      <ReadAudit model={model} now={today} />
    </ActorsContext.Provider>,
  );
  void model.remote.read();
  return { model, saved, asked };
}

test('lines say what was changed into what, and older ones are shown when asked for', async () => {
  const { model } = givenAudit();
  await findText('Status: Active → Disabled');
  (await findByRole('button', 'Show more')).click();
  await until(() => expect(model.remote.value.value).toHaveLength(2));
  expect(model.hasMore.value).toBe(false);
});

test('what was done, to what, by whom and when is told in words; what has none is told as it is', async () => {
  const told = [
    line(3, { action: 'key.expose', before: { exposedAt: null }, after: { exposedAt: today } }),
    line(2, { action: 'policy.edit', before: { images: 'all', odd: 1 }, after: { images: [], odd: 2 } }),
    line(1, {
      action: 'moon.land',
      before: null,
      after: { policy: { id: 'pol_1', version: 2 }, enabled: true },
    }),
  ];
  const { model } = givenAudit({ listAudit: async () => ({ lines: told, next: null }) });
  await until(() => expect(model.remote.value.value).toHaveLength(3));
  await findText(/Key seen where it should not be.*Ada.*Exposed: None → \w{3} \d+, \d{4}, \d+:\d+/);
  await findText(/Policy changed.*laptop.*Images: all → None; odd: 1 → 2/);
  await findText(/moon\.land.*Policy: Read only; Enabled: Yes/);
});

test('everything that is written into the audit has words', () => {
  const sources = readdirSync('worker', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const literals = sources.flatMap((path) => [
    ...readFileSync(`worker/${path}`, 'utf8').matchAll(/action: '([a-z_]+\.[a-z_]+)'|newOp\('([a-z.]+)'/g),
  ]);
  const written = new Set(literals.map(([, action, op]) => action ?? op ?? ''));
  expect(written.size).toBeGreaterThan(20);
  const commands = keyCommands.map((command) => `key.${command}`);
  const permissions: readonly string[] = actions;
  for (const action of [...written, ...commands].filter((each) => !permissions.includes(each)))
    expect(actionWords(action, write), action).not.toBe(action);
});

test('a filter asks only for what was filled in', async () => {
  const { asked, model } = givenAudit();
  await until(() => expect(model.remote.busy.value).toBe(false));
  type(byRole('textbox', 'By'), ' ada ');
  model.write({ outcome: 'refused', from: '2026-11-24T00:00' });
  byRole('button', 'Show').click();
  const from = String(new Date('2026-11-24T00:00').getTime());
  await until(() => expect(asked.at(-1)).toEqual({ actor: 'ada', outcome: 'refused', from, limit: '100' }));
});

test('a check walks to the end, and names what is wrong', async () => {
  const fault = { subject: 'key_1', seq: 7, id: null, reason: 'missing' as const };
  givenAudit({
    readAuditCheck: async ({ cursor }) =>
      cursor === undefined
        ? { checked: 5, total: 9, unchained: 1, otherKey: 3, fault, next: 'on' }
        : { checked: 9, total: 9, unchained: 1, otherKey: 3, fault: null, next: null },
    readAnchorCheck: async ({ cursor }) =>
      cursor === undefined
        ? { checked: 1, total: 2, fault: { number: 1, reason: 'lines' }, next: 'on' }
        : { checked: 2, total: 2, fault: null, next: null },
  });
  byRole('button', 'Check').click();
  await findText('Not whole');
  await findText('Lines checked: 9; from before there were chains: 1. Anchors checked: 2.');
  await findText('Anchor 1: lines of its hour are gone or were changed');
  await findText(
    'Lines under the key of the deployment that they were restored from: 3. Only their order could be checked.',
  );
  await findText('key_1 line 7: lines before it are gone');
  expect(document.querySelector('progress')?.value).toBe(9);
});

test('what only the anchors notice is not called whole', async () => {
  const whole = { checked: 1, total: 1, unchained: 0, otherKey: 0, fault: null, next: null };
  const cutOff = { number: 7, reason: 'cut_off' } as const;
  givenAudit({
    readAuditCheck: async () => whole,
    readAnchorCheck: async () => ({ checked: 6, total: 7, fault: cutOff, next: null }),
  });
  byRole('button', 'Check').click();
  await findText('Not whole');
  await findText('Anchor 7: it is gone, and all after it');
});

test('a check that was cut off says so and does not call the audit whole', async () => {
  givenAudit({
    readAuditCheck: async ({ cursor }) => {
      if (cursor !== undefined) throw new ApiError('offline');
      return { checked: 5, total: 9, unchained: 0, otherKey: 0, fault: null, next: 'on' };
    },
  });
  byRole('button', 'Check').click();
  await until(() => expect(document.querySelector('.failure')).not.toBe(null));
  expect(document.body.textContent).not.toContain('Whole');
});

test('an export is a file with one line of JSON for each line', async () => {
  const { saved } = givenAudit();
  byRole('button', 'Export').click();
  await until(() => expect(saved).toHaveLength(1));
  const [name, text] = saved[0] ?? ['', ''];
  expect(name).toBe('audit.jsonl');
  expect(
    text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each)),
  ).toEqual([line(2), line(1)]);
});
