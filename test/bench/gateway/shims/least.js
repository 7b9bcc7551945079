// The least that a gateway in JavaScript can do, in a Worker of a page: what Keyharbor's figures have to be read beside.
//   /reads   reads both bodies and parses them, makes one HMAC, holds a signal and a timer, logs a line: as a leased call must
//   /asks    the same, and asks one Durable Object, which answers from memory: as a call that is judged must
//   /pumps   hands over each piece of a stream in JavaScript, without looking at it
import { DurableObject } from 'cloudflare:workers';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const hmac = { name: 'HMAC', hash: 'SHA-256' };
const key = await crypto.subtle.importKey('raw', new Uint8Array(32), hmac, false, ['sign']);
const passed = ['accept', 'content-type', 'mcp-method', 'mcp-name', 'mcp-protocol-version'];

export class Gate extends DurableObject {
  async admit(call) {
    return JSON.stringify({ ok: true, value: { session: call.image, leaseMs: 0 } });
  }
}

export default {
  async fetch(request, env, ctx) {
    if (request.url.endsWith('/pumps')) return pump(request, env, ctx);
    const digest = await crypto.subtle.sign(
      'HMAC',
      key,
      encoder.encode(request.headers.get('authorization')),
    );
    const body = await request.arrayBuffer();
    const { params } = JSON.parse(decoder.decode(body));
    if (request.url.endsWith('/asks')) await ask(env, new Uint8Array(digest), params);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 60_000);
    const headers = { authorization: 'Bearer upstream' };
    for (const name of passed) headers[name] = request.headers.get(name);
    const { signal } = abort;
    const answer = await fetch(env.UPSTREAM, { method: 'POST', headers, body, redirect: 'manual', signal });
    const bytes = await answer.arrayBuffer();
    if (JSON.parse(decoder.decode(bytes)).result === undefined) return new Response(null, { status: 502 });
    clearTimeout(timer);
    // oxlint-disable-next-line no-console -- what is measured is a line of log, too
    console.log(JSON.stringify({ event: 'call', requestId: crypto.randomUUID(), code: 'passed' }));
    const type = answer.headers.get('content-type');
    return new Response(bytes, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
  },
};

async function ask({ GATE }, digest, { name, arguments: args }) {
  const wants = [{ kind: 'tool', name, arguments: args }];
  return JSON.parse(await GATE.getByName('key').admit({ digest, image: 'linux_latest', wants }));
}

async function pump(request, { UPSTREAM }, ctx) {
  const { method, headers, body } = request;
  const answer = await fetch(UPSTREAM, { method, headers, body });
  const { readable, writable } = new IdentityTransformStream();
  ctx.waitUntil(handOver(answer.body.getReader(), writable.getWriter()));
  return new Response(readable, answer);
}

async function handOver(reader, writer) {
  for (let next = await reader.read(); !next.done; next = await reader.read()) await writer.write(next.value);
  await writer.close();
}
