import { afterEach, expect, test, vi } from 'vitest';

import { legacyVersions } from '../../shared/mcp/era.ts';
import { callLegacy, callStateless, givenKey, initialize, newest, send } from './support/calls.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** With all that a stream of a server may hold: where to go on, when to come back, comments, an empty event, a question. */
const streamed = [
  'id: stream-7.4\nretry: 500\ndata: \n\n',
  ': still here\n\n',
  'id: stream-7.5\nevent: message\ndata: {"jsonrpc":"2.0", "id":"s1","method":"elicitation/create","params":{"n":1.0}}\n\n',
  'id: stream-7.6\ndata: {"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n\n',
].join('');

function answerOf(request: Request): Response {
  const headers = { 'mcp-session-id': 'theirs' };
  switch (request.method) {
    case 'GET':
      return new Response(streamed, { headers: { 'content-type': 'text/event-stream' } });
    case 'DELETE':
      return new Response(null, { status: 200 });
    default:
      return request.headers.has('mcp-session-id')
        ? new Response(null, { status: 202 })
        : Response.json(emptyResult, { headers });
  }
}

/** Those that clients send after the handshake; some send none. */
const sent = [...legacyVersions, null];

test.each(sent)(
  'of a session whose messages say the version %s everything reaches its server as it was sent: handshake, notification, answer, stream, goodbye',
  async (version) => {
    const { secret } = await givenKey();
    const asked = givenUpstream(answerOf);
    const params = {
      protocolVersion: version ?? '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'old', version: '1' },
    };
    const opened = await callLegacy({ secret, method: 'initialize', params });
    expect(await opened.json()).toEqual(emptyResult);
    const session = {
      'mcp-session-id': opened.headers.get('mcp-session-id') ?? 'none',
      ...(version && { 'mcp-protocol-version': version }),
    };

    const bodies = [
      '{"jsonrpc":"2.0", "method":"notifications/initialized"}',
      '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1.0e0}}',
      '{ "jsonrpc":"2.0","id":"s1","result":{"action":"accept","content":{"n":9007199254740993}} }',
      '{"jsonrpc":"2.0","id":"s2","error":{"code":-1,"message":"no"}}',
    ];
    for (const body of bodies) {
      const taken = await callLegacy({ secret, body, headers: session });
      expect([taken.status, await taken.text()]).toEqual([202, '']);
    }
    const own = { ...session, authorization: `Bearer ${secret}`, accept: 'text/event-stream' };
    const resuming = { ...own, 'last-event-id': 'stream-7.3' };
    const stream = await send('/mcp/linux_latest', { headers: resuming });
    expect(await stream.text()).toBe(streamed);
    expect((await send('/mcp/linux_latest', { method: 'DELETE', headers: own })).status).toBe(200);

    const later = asked.slice(1);
    expect(later.map(({ request }) => request.method)).toEqual([
      'POST',
      'POST',
      'POST',
      'POST',
      'GET',
      'DELETE',
    ]);
    expect(later.slice(0, 4).map(({ body }) => new TextDecoder().decode(body))).toEqual(bodies);
    for (const { request } of later)
      expect([request.headers.get('mcp-session-id'), request.headers.get('mcp-protocol-version')]).toEqual([
        'theirs',
        version,
      ]);
    expect(later.map(({ request }) => request.headers.get('last-event-id')).filter(Boolean)).toEqual([
      'stream-7.3',
    ]);
  },
);

test('where a server keeps no session, its 404 does not tell the client that ours is gone', async () => {
  const { id, secret } = await givenKey();
  let status = 200;
  givenUpstream(() => Response.json(emptyResult, { status }));
  const headers = { 'mcp-session-id': await initialize(secret) };
  status = 404;
  expect((await callLegacy({ secret, headers, method: 'prompts/list' })).status).toBe(400);
  const own = { ...headers, authorization: `Bearer ${secret}` };
  expect((await send('/mcp/linux_latest', { headers: own })).status).toBe(405); // It has no stream of its own.
  expect(await newest(id)).toMatchObject({ end: null });
  status = 200;
  expect((await callLegacy({ secret, headers })).status).toBe(200);
});

test('the stateless era knows no session: one that a client names goes nowhere, and none comes back', async () => {
  const { secret } = await givenKey();
  const asked = givenUpstream(() => Response.json(emptyResult, { headers: { 'mcp-session-id': 'theirs' } }));
  const response = await callStateless({ secret, headers: { 'mcp-session-id': 'mine' } });
  expect([response.status, response.headers.get('mcp-session-id')]).toEqual([200, null]);
  expect(asked[0]?.request.headers.has('mcp-session-id')).toBe(false);
});

test.each([
  [400, -32_021, { requiredCapabilities: { sampling: {} } }],
  [404, -32_601, undefined],
  [400, -32_602, undefined],
])('what a server of the stateless era refuses by %i and %i passes as it is', async (status, code, data) => {
  const { secret } = await givenKey();
  const said = JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code, message: 'no', data } });
  givenUpstream(() => new Response(said, { status, headers: { 'content-type': 'application/json' } }));
  const response = await callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
  expect([response.status, await response.text()]).toEqual([status, said]);
});
