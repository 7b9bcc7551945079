import { createServer, type ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';

/**
 * The small MCP server that everything measured is in front of: `http <port>`, or `stdio`. Knows just enough: a handshake,
 * and the tools `echo`, `count` (a stream of as many events as its argument says) and `hold` (a stream that does not end).
 */
interface Message {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly name?: string; readonly arguments?: { readonly events?: number } };
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
const progress = event(
  '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}',
);

function stream(message: Message, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(progress);
  if (message.params?.name === 'hold') return;
  let left = (message.params?.arguments?.events ?? 1) - 1;
  const next = () => {
    left -= 1;
    if (left < 0) response.end(event(answerTo(message)));
    else response.write(progress, () => setImmediate(next)); // Each event goes out by itself, as events do.
  };
  next();
}

function serveHttp(port: number): void {
  createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const message = JSON.parse(Buffer.concat(parts).toString() || '{}') as Message; // Ours.
      if (message.id === undefined) return response.writeHead(202).end();
      if (message.params?.name === 'count' || message.params?.name === 'hold')
        return stream(message, response);
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
    if (message.id !== undefined) process.stdout.write(`${answerTo(message)}\n`);
  });
}

const [how, port] = process.argv.slice(2);
if (how === 'stdio') serveStdio();
else serveHttp(Number(port));
