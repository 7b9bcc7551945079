import { afterEach, expect, test, vi } from 'vitest';

import { cases, event, good, internal, json, mended, other, stream } from './support/hostile-answers.ts';
import { askHostile, ways } from './support/hostile-upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** In the legacy era a stream may end before its answer, which can come on another: nothing is wrong then. */
const mayEndOpen = [
  'ends its stream at once',
  'sends comments only',
  'sends notifications and no answer',
  'does not end its last event',
  'streams the answer to another request',
  'streams an array of answers',
  'streams half a character',
];

test.each(cases)('an upstream that $name: the call ends with $code, and shows nothing of it', async (row) => {
  for (const way of ways) {
    const response = await askHostile(row.answer, 'tools/call', way);
    const text = await response.text();
    const last = text.split('\n').findLast((line) => line.includes('"error"')) ?? '{}';
    const isOpen = way === 'legacy' && mayEndOpen.includes(row.name);
    const told = isOpen ? {} : { id: 1, error: { data: { code: row.code } } };
    expect(JSON.parse(last.replace(/^data: /, '')), way).toMatchObject(told);
    expect(text.includes('"result"'), way).toBe(false);
    expect(response.status, way).toBe(200);
    expect(text, way).not.toContain(internal);
    expect(JSON.stringify([...response.headers]), way).not.toMatch(/7c0ffee|86400/);
    vi.restoreAllMocks();
  }
});

test.each(mended)('an upstream that %s is heard without that', async (_name, before) => {
  for (const way of ['stateless', 'bridge to sessions', 'bridge to none'] as const) {
    const text = await (await askHostile(stream([...before, event(good)]), 'tools/call', way)).text();
    expect(text, way).toContain(way === 'bridge to sessions' ? '"text":"fine"' : event(good));
    expect(text, way).not.toContain(internal);
    expect(text, way).not.toContain('"error"');
    vi.restoreAllMocks();
  }
});

test.each(ways)('an upstream that answers twice is heard once (%s)', async (way) => {
  const twice = stream([event(good), event(other({ id: 1, result: { internal } }))]);
  const text = await (await askHostile(twice, 'tools/call', way)).text();
  expect(text.match(/"result"/g)).toHaveLength(1);
  expect(text).toContain('"text":"fine"');
});

test('of an upstream’s headers the client sees those of the protocol alone', async () => {
  const response = await askHostile(
    json(good, {
      'set-cookie': `a=${internal}`,
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
      'cache-control': 'public, max-age=3600',
      'strict-transport-security': 'max-age=0',
      'www-authenticate': `Bearer realm="${internal}"`,
      'mcp-session-id': internal,
      location: `http://${internal}`,
      server: internal,
      link: `<http://${internal}>`,
      refresh: `0; url=http://${internal}`,
      'x-internal': internal,
    }),
  );
  const headers = Object.fromEntries(response.headers);
  expect(headers).toEqual({ 'cache-control': 'no-store', 'content-type': 'application/json' });
  expect(await response.text()).toBe(good);
});

test('a list that calls itself public is private, and not kept for long', async () => {
  const list = { tools: [], cacheScope: 'public', ttlMs: 3_600_000 };
  const response = await askHostile(json(other({ id: 1, result: list })), 'tools/list');
  expect(await response.json()).toMatchObject({ result: { cacheScope: 'private', ttlMs: 30_000 } });
});

test('the suite knows at least forty ways to behave badly', () => {
  expect(cases.length + mended.length).toBeGreaterThanOrEqual(40);
});
