import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { shelfName } from '../../shared/policy/policy.ts';
import { api, callLegacy, callStateless, initialize, send } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

let made = 0;

/** A key that may use everything but the tool `rm`, the prompt `shout` and what is below `file:///etc`. */
async function givenCurbedKey(): Promise<string> {
  made += 1;
  const deny = (pattern: string) => ({
    rules: [{ effect: 'deny' as const, pattern }],
    otherwise: 'allow' as const,
  });
  const policy = await api.createPolicy({
    name: `curbed ${made}`,
    images: 'all',
    release: null,
    maxRunMinutes: 60,
    tools: deny('rm'),
    prompts: deny('shout'),
    resources: deny('file:///etc/*'),
  });
  const { secret } = await api.createKey({ name: `curbed ${made}`, policyId: policy.id });
  return secret;
}

const item = (by: string, name: string) => `{"${by}":"${name}","inputSchema":{"maximum":9007199254740993}}`;
const listOf = (member: string, by: string, names: readonly string[]) =>
  `{"jsonrpc":"2.0","id":1,"result":{"${member}":[${names.map((name) => item(by, name)).join(', ')}], "resultType":"complete","ttlMs":60000,"cacheScope":"public"}}`;
const own = (text: string) =>
  text.replace('"ttlMs":60000,"cacheScope":"public"', '"ttlMs":30000,"cacheScope":"private"');

const lists = [
  ['tools/list', 'tools', 'name', ['ls', 'rm', 'cat'], ['ls', 'cat']],
  ['prompts/list', 'prompts', 'name', ['shout', 'greet'], ['greet']],
  ['resources/list', 'resources', 'uri', ['file:///a', 'file:///etc/passwd'], ['file:///a']],
  [
    'resources/templates/list',
    'resourceTemplates',
    'uriTemplate',
    ['file:///etc/{name}', 'file:///home/{name}'],
    ['file:///home/{name}'],
  ],
] as const;

const json = { 'content-type': 'application/json' };
const stream = { 'content-type': 'text/event-stream' };
const event = (data: string) => `id: 7\nevent: message\ndata: ${data}\n\n`;

test.each(lists)(
  '%s shows what may be used, and the client’s own, in JSON and in a stream',
  async (...list) => {
    const [method, member, by, all, seen] = list;
    const secret = await givenCurbedKey();
    givenUpstream(() => new Response(listOf(member, by, all), { headers: json }));
    expect(await (await callStateless({ secret, method })).text()).toBe(own(listOf(member, by, seen)));

    vi.restoreAllMocks();
    const progress = event('{"jsonrpc":"2.0","method":"notifications/progress","params":{"n":1.0}}');
    const streamed = (text: string) => `: hello\n\n${progress}${event(text)}`;
    givenUpstream(() => new Response(streamed(listOf(member, by, all)), { headers: stream }));
    expect(await (await callStateless({ secret, method })).text()).toBe(
      streamed(own(listOf(member, by, seen))),
    );
  },
);

test.each(['server/discover', 'resources/read'])('%s is the client’s own, too', async (method) => {
  const secret = await givenCurbedKey();
  const answer = '{"jsonrpc":"2.0","id":1,"result":{"n":1.0, "ttlMs":60000,"cacheScope":"public"}}';
  givenUpstream(() => new Response(answer, { headers: json }));
  const uri = 'file:///a';
  const call = method === 'resources/read' ? { params: { uri }, headers: { 'mcp-name': uri } } : {};
  expect(await (await callStateless({ secret, method, ...call })).text()).toBe(own(answer));
});

test('a list that comes on a legacy stream is filtered too', async () => {
  const secret = await givenCurbedKey();
  const streamed = event(listOf('tools', 'name', ['rm', 'ls']));
  givenUpstream(({ method }) =>
    method === 'GET' ? new Response(streamed, { headers: stream }) : Response.json(emptyResult),
  );
  const headers = { authorization: `Bearer ${secret}`, 'mcp-session-id': await initialize(secret) };
  const text = await (await send('/mcp/linux_latest', { headers })).text();
  expect(text).toBe(event(own(listOf('tools', 'name', ['ls']))));
});

test('a policy is read from the shelf once, however many lists it filters and keys it judges', async () => {
  const policy = await api.createPolicy({
    name: 'read once',
    images: 'all',
    release: null,
    maxRunMinutes: 60,
  });
  const reads = vi.spyOn(env.SHELF, 'get');
  const shelved = shelfName(policy);
  const times = () => reads.mock.calls.filter(([name]) => String(name) === shelved).length;
  const givenOne = (name: string) => api.createKey({ name, policyId: policy.id });
  givenUpstream(() => new Response(listOf('tools', 'name', ['ls']), { headers: json }));
  for (const { secret } of [await givenOne('reads'), await givenOne('remembers')])
    for (let call = 0; call < 2; call += 1) {
      expect((await callStateless({ secret, method: 'tools/list' })).status).toBe(200);
      expect(times()).toBe(1);
    }
});

test('what is not listed cannot be called, and what is listed can', async () => {
  const secret = await givenCurbedKey();
  givenUpstream();
  const call = (name: string) => callStateless({ secret, method: 'tools/call', params: { name } });
  expect((await refusal(await call('rm'))).code).toBe('tool_not_allowed');
  expect(await (await call('ls')).json()).toEqual(emptyResult);
});

test('a list that cannot be judged is not passed on', async () => {
  const secret = await givenCurbedKey();
  const session = await (async () => {
    givenUpstream();
    return initialize(secret);
  })();
  const broken = '{"jsonrpc":"2.0","id":1,"result":{"tools":[],"tools":[{"name":"rm"}]}}';
  for (const [body, headers] of [
    [broken, json],
    ['<html>', json],
    [event(broken), stream],
    [event('{"result"'), stream],
  ] as const) {
    vi.restoreAllMocks();
    givenUpstream(() => new Response(body, { headers }));
    const text = await (await callLegacy({ secret, headers: { 'mcp-session-id': session } })).text();
    expect(text).toContain('"code":"upstream_invalid"');
    expect(text).not.toContain('"rm"');
  }
});

test('an answer to anything else passes as it is, whatever it holds', async () => {
  const secret = await givenCurbedKey();
  const text = '{"jsonrpc":"2.0","id":1,"result":{"content":[],"n":1.0,"tools":[{"name":"rm"}]}}';
  givenUpstream(() => new Response(text, { headers: json }));
  const response = await callStateless({ secret, method: 'tools/call', params: { name: 'ls' } });
  expect(await response.text()).toBe(text);
});
