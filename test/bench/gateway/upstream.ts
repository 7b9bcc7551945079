import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

/**
 * The small MCP server that everything measured is in front of: `http <port>`, or `stdio`. Knows just enough: a handshake,
 * and the tools `echo`, `count` (as many events as its argument says, each by itself, then the answer) and `hold` (an event,
 * and no end).
 */
interface Message {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: {
    readonly name?: string;
    readonly arguments?: { readonly events?: number };
    readonly _meta?: { readonly progressToken?: number | string };
  };
}

const text =
  'An answer of the size that tools usually give: a line or two of text, and not more than that. '.repeat(2);

function resultOf({ method, params }: Message): object {
  if (method === 'initialize')
    return {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'bench', version: '1' },
    };
  if (method === 'tools/list') return { tools: [{ name: 'echo', inputSchema: { type: 'object' } }] };
  return params === undefined ? {} : { content: [{ type: 'text', text }] };
}

function answerTo(message: Message): string {
  return JSON.stringify({ jsonrpc: '2.0', id: message.id, result: resultOf(message) });
}

const event = (data: string) => `event: message\ndata: ${data}\n\n`;

function isStream({ params }: Message): boolean {
  return params?.name === 'count' || params?.name === 'hold';
}

/** Where an answer goes: events, each of which is told when it is written, and the last word. */
interface Out {
  say(text: string, written?: () => void): void;
  end(text: string): void;
}

function stream(message: Message, { say, end }: Out): void {
  const { name, arguments: args, _meta: about } = message.params ?? {};
  const token = JSON.stringify(about?.progressToken ?? 1);
  const progress = `{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":${token},"progress":1}}`;
  let left = args?.events ?? 1;
  const next = () => {
    if (left === 0) return end(answerTo(message));
    left -= 1;
    return say(progress, () => setImmediate(next)); // Each event goes out by itself, as events do.
  };
  if (name === 'hold') say(progress);
  else next();
}

function serveHttp(port: number): void {
  createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(parts).toString() || '{}') as Message; // Ours.
      if (message.id === undefined) return response.writeHead(202).end();
      if (isStream(message)) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        return stream(message, {
          say: (said, written) => response.write(event(said), written),
          end: (said) => response.end(event(said)),
        });
      }
      const body = answerTo(message);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      return response.end(body);
    });
  }).listen(port, '127.0.0.1');
}

function serveStdio(): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const message = JSON.parse(line) as Message; // Ours.
    const say = (said: string, written?: () => void) => void process.stdout.write(`${said}\n`, written);
    if (message.id === undefined) return;
    if (isStream(message)) stream(message, { say, end: say });
    else say(answerTo(message));
  });
}

const [how, port] = process.argv.slice(2);
if (how === 'stdio') serveStdio();
else serveHttp(Number(port));
