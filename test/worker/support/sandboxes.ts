import { api, callStateless } from './calls.ts';
import { version, type Rpc } from './eras.ts';
import { givenImage } from './images.ts';
import { givenUpstream } from './upstream.ts';

/** How an upstream speaks: with sessions, in JSON or streams, without them, or over HTTP+SSE. */
export type Speech = 'sessions' | 'streams' | 'stateless' | 'sse';

interface State {
  opened: number;
  /** In the order in which it was asked to. */
  readonly killed: unknown[];
  /** Kills that it is still to fail. */
  failing: number;
  /** What its newest stream is still to say. */
  said: string[];
}

let made = 0;

/**
 * A key, and an image whose upstream is of AgentBay's kind: `create_sandbox` opens `s-1`, `s-2`, …, which every other tool
 * takes as `sandbox_id`. Sessions are released after 5 minutes, and last an hour.
 */
export async function givenSandboxes(speech: Speech = 'sessions') {
  made += 1;
  const { id: image } = await givenImage({
    url: `https://sandboxes${made}.example/mcp`,
    release: { tool: 'kill_sandbox', argument: 'sandbox_id' },
    transport: speech === 'sse' ? 'sse' : 'streamable-http',
  });
  const policy = await api.createPolicy({
    name: `sandboxes ${made}`,
    images: 'all',
    release: { mcpIdleMinutes: 5, userIdleMinutes: 5 },
    maxRunMinutes: 60,
  });
  const { key, secret } = await api.createKey({ name: `sandboxes ${made}`, policyId: policy.id });
  const state: State = { opened: 0, killed: [], failing: 0, said: [] };
  givenUpstream((request) => {
    if (request.method === 'POST') return hear(request, speech, state);
    return request.method === 'GET' ? listen(speech, state) : new Response(null, { status: 200 });
  });
  const callTool = async (name: string, args: object = {}) => {
    const params = { name, arguments: args };
    return (await callStateless({ secret, image, method: 'tools/call', params })).text();
  };
  return { image, id: key.id, secret, state, callTool };
}
export type Sandboxes = Awaited<ReturnType<typeof givenSandboxes>>;

async function hear(request: Request, speech: Speech, state: State): Promise<Response> {
  const message: Rpc = await request.json();
  const { id } = message;
  if (id === undefined) return new Response(null, { status: 202 });
  const isModern = request.headers.get('mcp-protocol-version') === version;
  if (isModern !== (speech === 'stateless'))
    return Response.json(
      { jsonrpc: '2.0', id, error: { code: isModern ? -32000 : -32022 } },
      { status: 400 },
    );
  const answer = JSON.stringify({ jsonrpc: '2.0', id, result: resultOf(message, state) });
  return say(`event: message\ndata: ${answer}\n\n`, answer, speech, state);
}

function say(event: string, json: string, speech: Speech, state: State): Response {
  const session = speech === 'stateless' ? {} : { 'mcp-session-id': 'theirs' };
  const as = (body: string, type: string) =>
    new Response(body, { headers: { 'content-type': type, ...session } });
  if (speech === 'streams') return as(event, 'text/event-stream');
  if (speech !== 'sse') return as(json, 'application/json');
  state.said.push(event);
  return new Response(null, { status: 202 });
}

/** A stream of HTTP+SSE, which says what there is to say as it comes. */
function listen(speech: Speech, state: State): Response {
  if (speech !== 'sse') return new Response(null, { status: 405 });
  const said = ['event: endpoint\ndata: /messages\n\n'];
  state.said = said;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await scheduler.wait(5);
      controller.enqueue(new TextEncoder().encode(said.shift() ?? ': wait\n\n'));
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const about = {
  resultType: 'complete',
  capabilities: { tools: {} },
  serverInfo: { name: 's', version: '1' },
};

function resultOf({ method, params }: Rpc, state: State): object {
  if (method === 'initialize') return { ...about, protocolVersion: '2025-11-25' };
  if (method !== 'tools/call') return { ...about, supportedVersions: [version] };
  return { resultType: 'complete', ...callOf(params?.name, params?.arguments, state) };
}

function callOf(tool: string | undefined, given: unknown, state: State) {
  const { sandbox_id: named = 'none' } = given as { sandbox_id?: string }; // As the tests and the gate send it.
  const text = (said: string) => [{ type: 'text', text: said }];
  if (tool === 'create_sandbox') return { content: text(`{"sandbox_id":"s-${(state.opened += 1)}"}`) };
  if (tool !== 'kill_sandbox') return { content: text(`{"sandbox_id":"${named}"}`) };
  state.killed.push(named);
  state.failing -= 1;
  return { content: text('as you say'), isError: state.failing >= 0 };
}
