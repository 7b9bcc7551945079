import { givenUpstream } from './upstream.ts';

/** What the stand-ins read of a message. */
export interface Rpc {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly arguments?: unknown };
  readonly result?: { readonly content?: unknown };
  readonly error?: { readonly code?: unknown };
}

const serverInfo = { name: 'legacy', version: '1' };
export const handshake = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo,
  instructions: 'Be kind.',
};

function answerIn({ result, error }: Rpc): unknown {
  return result ?? error;
}

/** A Streamable HTTP upstream that knows only the eras with sessions, and asks its user before it calls `ask`. */
export function givenLegacyUpstream() {
  const heard: Rpc[] = [];
  const answers = Promise.withResolvers<unknown>();
  const asked = givenUpstream(async (request) => {
    if (request.method === 'GET') return new Response(null, { status: 405 });
    if (request.method === 'DELETE') return new Response(null, { status: 200 });
    const text = await request.text();
    const message = JSON.parse(text) as Rpc;
    heard.push(message);
    const headers = { 'mcp-session-id': 'theirs' };
    const isKnown = request.headers.get('mcp-session-id') === 'theirs';
    if (message.method === 'initialize')
      return Response.json({ jsonrpc: '2.0', id: message.id, result: handshake }, { headers });
    if (!isKnown) return new Response('Bad Request: no session', { status: 400 });
    const answer = answerIn(message);
    if (answer !== undefined) answers.resolve(answer);
    if (message.id === undefined || answer !== undefined) return new Response(null, { status: 202 });
    if (message.params?.name === 'ask') return askingStream(message.id, answers.promise);
    return new Response(
      `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[],"big":9007199254740993}}`,
      {
        headers: { 'content-type': 'application/json' },
      },
    );
  });
  return { asked, heard };
}

const event = (message: object) =>
  `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`;

function askingStream(id: unknown, answered: Promise<unknown>): Response {
  const question = {
    id: 'q1',
    method: 'elicitation/create',
    params: { message: 'Sure?', requestedSchema: {} },
  };
  const said = [event(question)];
  let result: unknown;
  void answered.then((answer) => (result = answer));
  const readable = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await scheduler.wait(5);
      controller.enqueue(new TextEncoder().encode(said.shift() ?? ': wait\n\n'));
      if (result === undefined) return;
      controller.enqueue(new TextEncoder().encode(event({ id, result: { content: [], heard: result } })));
      controller.close();
    },
  });
  return new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
}

export const version = '2026-07-28';

/** An upstream that knows only 2026-07-28, and asks for a name before it greets. */
export function givenStatelessUpstream() {
  return givenUpstream(async (request) => {
    if (request.method === 'GET') return new Response(null, { status: 405 });
    const message = JSON.parse(await request.text()) as ModernRpc;
    const fault = modernFault(request, message);
    const { id } = message;
    if (fault !== null) return Response.json({ jsonrpc: '2.0', id, error: fault }, { status: 400 });
    return Response.json({ jsonrpc: '2.0', id, result: modernResult(message) });
  });
}

interface ModernRpc extends Rpc {
  readonly params?: Rpc['params'] & {
    readonly _meta?: Record<string, unknown>;
    readonly inputResponses?: { readonly name?: unknown };
    readonly requestState?: string;
  };
}

function modernFault({ headers }: Request, { method, params }: ModernRpc): object | null {
  const { _meta: said } = params ?? {};
  const isModern = said?.['io.modelcontextprotocol/protocolVersion'] === version;
  if (!isModern || headers.get('mcp-protocol-version') !== version)
    return { code: -32022, message: 'no', data: { supported: [version] } };
  return headers.get('mcp-method') === method ? null : { code: -32020, message: 'no' };
}

function modernResult({ method, params = {} }: ModernRpc): object {
  const { _meta: meta, inputResponses, requestState = null } = params;
  if (method === 'server/discover')
    return { resultType: 'complete', supportedVersions: [version], capabilities: { tools: {} } };
  const given = inputResponses?.name ?? null;
  if (params.name !== 'greet' || given !== null)
    return { resultType: 'complete', content: [], given, state: requestState, meta };
  const name = { method: 'elicitation/create', params: { message: 'Your name?' } };
  return { resultType: 'input_required', inputRequests: { name }, requestState: 's' };
}

/** An HTTP+SSE upstream that answers everything, on its stream. */
export function givenSseUpstream() {
  const said = ['event: endpoint\ndata: /messages?sid=7\n\n'];
  return givenUpstream(async (request) => {
    if (request.method === 'POST') {
      const { id, method } = JSON.parse(await request.text()) as Rpc;
      const result = method === 'initialize' ? handshake : { content: [], at: new URL(request.url).search };
      if (id !== undefined) said.push(event({ id, result }));
      return new Response('Accepted', { status: 202 });
    }
    const readable = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await scheduler.wait(5);
        controller.enqueue(new TextEncoder().encode(said.shift() ?? ': wait\n\n'));
      },
    });
    return new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
  });
}

/** What an answer says, as text, and its last message. */
export async function messages(response: Response): Promise<{ text: string; last: Record<string, unknown> }> {
  const text = await response.text();
  const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, each = '']) => each);
  return { text, last: JSON.parse(data.at(-1) ?? text) as Record<string, unknown> };
}
