import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Stands in whatever a server says that no client may see. */
export const internal = 'internal-7c0ffee';
const answer = (result: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, result });
export const good = answer({ content: [{ type: 'text', text: 'fine' }] });
export const bad = answer({ internal });
const event = (data: string) => `event: message\ndata: ${data}\n\n`;
export const notice = event(
  '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1}}',
);
const MiB = 1024 * 1024;

/** What a server says on a socket that a request has come on, the how manieth it is. */
export type Behaviour = (socket: Socket, request: number) => unknown;

const json = { 'content-type': 'application/json' };
export const sse = { 'content-type': 'text/event-stream' };

/** The head of an answer. */
export function head(headers: Readonly<Record<string, string | number>>, status = 'HTTP/1.1 200 OK'): string {
  return `${[status, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`;
}

/** A whole answer in one piece. */
export const whole = (body: string) =>
  `${head({ ...json, 'content-length': Buffer.byteLength(body) })}${body}`;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Says `piece` again and again until nobody listens. */
export function forever(socket: Socket, piece: string, everyMs = 0): void {
  const more = () => {
    if (socket.destroyed) return;
    if (everyMs > 0) socket.write(piece);
    else while (!socket.destroyed && socket.write(piece.repeat(100)));
  };
  if (everyMs === 0) socket.on('drain', more);
  const timer = setInterval(more, Math.max(everyMs, 50));
  socket.once('close', () => clearInterval(timer));
  more();
}

const packed = (body: string | Buffer, headers: object) => (socket: Socket) => {
  const bytes = gzipSync(body);
  socket.write(head({ ...headers, 'content-encoding': 'gzip', 'content-length': bytes.length }));
  socket.write(bytes);
};

/** Ways to answer a call that are no answer. */
export const refusals: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  [
    'sends headers without end',
    (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'x-more: and more\r\n')),
  ],
  [
    'sends one header without end',
    (socket) => (socket.write('HTTP/1.1 200 OK\r\nx-long: '), forever(socket, 'a')),
  ],
  [
    'drips its headers',
    (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'x-drip: 1\r\n', 200)),
  ],
  ['drips its status line', (socket) => forever(socket, 'H', 200)],
  [
    'drips its JSON',
    (socket) => (socket.write(head({ ...json, 'content-length': 10_000 })), forever(socket, ' ', 200)),
  ],
  ['says nothing', () => undefined],
  ['hangs up before it answers', (socket) => socket.destroy()],
  ['resets before it answers', (socket) => socket.resetAndDestroy()],
  ['ends its side without an answer', (socket) => socket.end()],
  ['ends its side after the status line', (socket) => socket.end('HTTP/1.1 200 OK\r\n')],
  [
    'promises more than it sends, and hangs up',
    (socket) => socket.end(`${head({ ...json, 'content-length': good.length + 10 })}${good}`),
  ],
  [
    'promises more than it sends, and waits',
    (socket) => socket.write(`${head({ ...json, 'content-length': good.length + 10 })}${good}`),
  ],
  [
    'promises less than it sends',
    (socket) => socket.write(`${head({ ...json, 'content-length': 20 })}${good}`),
  ],
  [
    'promises a length that is none',
    (socket) => socket.write(`${head({ ...json, 'content-length': '-1' })}${bad}`),
  ],
  [
    'promises two lengths',
    (socket) =>
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5\r\ncontent-length: ${bad.length}\r\n\r\n${bad}`,
      ),
  ],
  [
    'breaks off in the middle of a chunk',
    (socket) => socket.end(`${head({ ...json, 'transfer-encoding': 'chunked' })}ff\r\n${bad}`),
  ],
  [
    'sends a chunk of no size',
    (socket) => socket.write(`${head({ ...json, 'transfer-encoding': 'chunked' })}zz\r\n${bad}\r\n`),
  ],
  [
    'sends a chunk of any size',
    (socket) =>
      socket.write(`${head({ ...json, 'transfer-encoding': 'chunked' })}ffffffffffffffff\r\n${bad}`),
  ],
  [
    'leaves out the last chunk',
    (socket) => socket.write(`${head({ ...json, 'transfer-encoding': 'chunked' })}${chunk(good)}`),
  ],
  ['speaks HTTP/0.9', (socket) => socket.end(bad)],
  ['speaks something else', (socket) => socket.end('220 mail.example ESMTP\r\n')],
  ['has a status of no kind', (socket) => socket.end(`${head(json, 'HTTP/1.1 2x0 OK')}${bad}`)],
  ['floods with 1xx answers', (socket) => forever(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
  [
    'switches protocols',
    (socket) =>
      socket.write(head({ upgrade: 'h2c', connection: 'upgrade' }, 'HTTP/1.1 101 Switching Protocols')),
  ],
  ['packs 64 MiB of JSON', packed(answer({ text: 'a'.repeat(64 * MiB) }), json)],
  ['packs what is no JSON', packed(internal, json)],
  [
    'says that it packs and does not',
    (socket) =>
      socket.write(`${head({ ...json, 'content-encoding': 'gzip', 'content-length': bad.length })}${bad}`),
  ],
  [
    'breaks off what it packs',
    (socket) =>
      socket.end(
        Buffer.concat([
          Buffer.from(head({ ...json, 'content-encoding': 'gzip' })),
          gzipSync(bad).subarray(0, 30),
        ]),
      ),
  ],
  ['packs an event of 64 MiB', packed(event(answer({ text: 'a'.repeat(64 * MiB) })), sse)],
  ['packs a stream of 128 MiB', packed(Buffer.from(notice.repeat((128 * MiB) / notice.length)), sse)],
  [
    'resets in the middle of an event',
    (socket) => socket.write(`${head(sse)}${notice}data: {"in`, () => socket.resetAndDestroy()),
  ],
  ['hangs up in the middle of an event', (socket) => socket.end(`${head(sse)}${notice}data: {"internal":`)],
  [
    'ends its stream without an answer',
    (socket) => socket.end(`${head({ ...sse, 'transfer-encoding': 'chunked' })}${chunk(notice)}0\r\n\r\n`),
  ],
  ['drips an event', (socket) => (socket.write(`${head(sse)}data: `), forever(socket, 'a', 200))],
];

/** Odd ways to answer, but answers. */
export const passes: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  [
    'speaks HTTP/1.0, and ends with the connection',
    (socket) => socket.end(`${head(json, 'HTTP/1.0 200 OK')}${good}`),
  ],
  ['gives no length, and ends with the connection', (socket) => socket.end(`${head(json)}${good}`)],
  [
    'sends trailers',
    (socket) =>
      socket.write(
        `${head({ ...json, 'transfer-encoding': 'chunked', trailer: 'mcp-session-id' })}${chunk(good)}0\r\nmcp-session-id: ${internal}\r\nset-cookie: a=${internal}\r\n\r\n`,
      ),
  ],
  [
    'says 1xx before',
    (socket) =>
      socket.write(`${head({ link: `<http://${internal}>` }, 'HTTP/1.1 103 Early Hints')}${whole(good)}`),
  ],
  ['packs its answer', packed(good, json)],
  [
    'sends its answer byte by byte',
    (socket) => Array.from(whole(good)).forEach((byte, at) => setTimeout(() => socket.write(byte), at)),
  ],
];
