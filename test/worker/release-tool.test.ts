import { afterEach, expect, test, vi } from 'vitest';

import { released } from './support/audit.ts';
import { api, callLegacy, initialize, send } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { givenSandboxes, type Sandboxes, type Speech } from './support/sandboxes.ts';

afterEach(() => vi.restoreAllMocks());

const minute = 60_000;

function at(ms: number): void {
  vi.spyOn(Date, 'now').mockReturnValue(ms);
}

const endings: readonly (readonly [string, (given: Sandboxes, began: number) => unknown])[] = [
  ['somebody ends it', ({ id }) => api.endAllSessions({ id })],
  ['its key is disabled', ({ id }) => api.disableKey({ id })],
  ['it is idle', (_, began) => at(began + 6 * minute)],
  ['it has run for too long', (_, began) => at(began + 61 * minute)],
  [
    'its key expires',
    async ({ id }, began) => {
      await api.editKey({ id, expiresAt: began + 2 * minute });
      at(began + 2 * minute);
    },
  ],
];

test.each(endings)(
  'a session whose calls opened sandboxes has each released once when %s',
  async (_, end) => {
    const given = await givenSandboxes();
    const { id, state, callTool } = given;
    const began = Date.now();
    await callTool('create_sandbox');
    await callTool('create_sandbox');
    await ringAlarm(id);
    expect(state.killed).toEqual([]); // Not while it is open.
    await end(given, began);
    await ringAlarm(id);
    await ringAlarm(id);
    expect(new Set(state.killed)).toEqual(new Set(['s-1', 's-2']));
    expect(state.killed).toHaveLength(2);
  },
);

test.each<Speech>(['streams', 'stateless', 'sse'])(
  'so it is at an upstream that speaks %s',
  async (speech) => {
    const { id, state, callTool } = await givenSandboxes(speech);
    await callTool('create_sandbox');
    await api.endAllSessions({ id });
    await ringAlarm(id);
    expect(state.killed).toEqual(['s-1']);
  },
);

test('and where a legacy client ends its session itself', async () => {
  const { secret, image, id, state } = await givenSandboxes();
  const headers = { 'mcp-session-id': await initialize(secret, image) };
  const params = { name: 'create_sandbox', arguments: {} };
  await (await callLegacy({ secret, image, headers, method: 'tools/call', params })).text();
  const mine = { ...headers, authorization: `Bearer ${secret}` };
  await send(`/mcp/${image}`, { method: 'DELETE', headers: mine });
  await ringAlarm(id);
  expect(state.killed).toEqual(['s-1']);
});

test('and where its answers come on its own stream of HTTP+SSE', async () => {
  const { secret, image, id, state } = await givenSandboxes('sse');
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const stream = await send(`/sse/${image}`, { headers: { ...headers, accept: 'text/event-stream' } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (pattern: RegExp) => {
    for (let heard = ''; ; heard += (await reader?.read())?.value ?? '')
      if (pattern.test(heard)) return pattern.exec(heard)?.[1] ?? '';
  };
  const endpoint = await until(/data: (\S+)\n/);
  const params = { name: 'create_sandbox', arguments: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
  await send(endpoint, { method: 'POST', headers, body });
  await until(/(s-1)/);
  await api.endAllSessions({ id });
  await ringAlarm(id);
  expect(state.killed).toEqual(['s-1']);
});

test('what its client has closed, or only named, is not closed again', async () => {
  const { id, state, callTool } = await givenSandboxes();
  await callTool('create_sandbox');
  await callTool('kill_sandbox', { sandbox_id: 's-1' });
  await callTool('get_sandbox_url', { sandbox_id: 's-9' });
  await api.endAllSessions({ id });
  await ringAlarm(id);
  expect(state.killed).toEqual(['s-1']); // By the client.
});

test.each([
  ['until it works', 2, 3, 'closed'],
  ['six times at most', 9, 6, 'given_up'],
])(
  'a release that fails is tried again by alarm, ever more rarely, %s',
  async (_, failing, tries, outcome) => {
    const { id, state, callTool } = await givenSandboxes();
    await callTool('create_sandbox');
    state.failing = failing;
    const began = Date.now();
    await api.endAllSessions({ id });
    await ringAlarm(id);
    await ringAlarm(id);
    expect(state.killed).toHaveLength(1); // Its time has not come.
    for (let round = 2; round <= 8; round += 1) {
      at(began + round * 60 * minute);
      await ringAlarm(id);
    }
    expect(state.killed).toHaveLength(tries);
    expect((await released(id)).filter((each) => 'opened' in each)).toMatchObject([
      { outcome, opened: 's-1' },
    ]);
  },
);

test('without a release tool nothing is noted of answers', async () => {
  const { id, image, state, callTool } = await givenSandboxes();
  await api.editImage({ id: image, release: null });
  await callTool('create_sandbox');
  await api.editImage({ id: image, release: { tool: 'kill_sandbox', argument: 'sandbox_id' } });
  await api.endAllSessions({ id });
  await ringAlarm(id);
  expect(state.killed).toEqual([]);
});
