import { afterEach, expect, test, vi } from 'vitest';

import { eras, type Era } from '../../shared/session/session.ts';
import { readingsOf } from '../support/parser-models.ts';
import { callLegacy, callStateless, initialize } from './support/calls.ts';
import { givenKeyUnder, only } from './support/policies.ts';
import {
  allowed,
  corpus,
  evilCall,
  forbidden,
  good,
  meta,
  spellings,
  utf8,
  type Input,
} from './support/smuggled.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** Each byte as a character, so that bodies can be looked for and compared. */
const latin1 = (body: Input['body']) =>
  Array.from(typeof body === 'string' ? utf8(body) : body, (byte) => String.fromCharCode(byte)).join('');

/** The same to an era that knows nothing of versions in messages: there they would be the lie that is found. */
function inLegacy({ body, ...more }: Input): Input {
  const text = latin1(body).replaceAll(JSON.stringify(meta), '{"progressToken":1}');
  return { ...more, body: Uint8Array.from(text, (char) => char.charCodeAt(0)) };
}

/** Of a key that may call one tool, and where `isNarrow` use no unknown method. */
async function givenAsker(era: Era, isNarrow = true) {
  const nothing = { rules: [], otherwise: 'deny' as const };
  const { secret } = await givenKeyUnder({ tools: only(allowed), ...(isNarrow && { methods: nothing }) });
  const seen = givenUpstream();
  const session = era === 'legacy' ? await initialize(secret) : '';
  seen.length = 0;
  const call = { secret, method: 'tools/call', params: { name: allowed } };
  const ask = async ({ body, headers: more = {} }: Input) => {
    const sent = { cookie: 'a=1', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=1', ...more };
    const response = await (era === 'legacy'
      ? callLegacy({ ...call, body, headers: { 'mcp-session-id': session, ...sent } })
      : callStateless({ ...call, body, headers: sent }));
    return { status: response.status, text: await response.text() };
  };
  return { secret, seen, ask };
}

test.each([
  ['stateless', corpus],
  ['legacy', corpus.map(inLegacy)],
] as const)(
  'of thousands of smuggled calls of the %s era none reaches the upstream as something that the key may not do',
  async (era, inputs) => {
    const { secret, seen, ask } = await givenAsker(era);
    expect(inputs.length).toBeGreaterThanOrEqual(5_000);
    for (let at = 0; at < inputs.length; at += 100)
      for (const { status, text } of await Promise.all(inputs.slice(at, at + 100).map(ask))) {
        expect(status).toBeLessThan(500);
        expect(text).not.toContain(secret);
      }

    const sent = new Set(inputs.map(({ body }) => latin1(body)));
    for (const { request, body } of seen) {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
      for (const reading of readingsOf(text))
        expect([reading.method, reading.name]).toEqual(['tools/call', allowed]);
      expect(sent).toContain(latin1(new Uint8Array(body))); // To the byte.
      expect(request.headers.get('mcp-method') ?? 'tools/call').toBe('tools/call');
      expect(request.headers.get('mcp-name') ?? allowed).toBe(allowed);
      expect(JSON.stringify([...request.headers]) + request.url + text).not.toContain(secret);
      expect([...request.headers.keys()].filter((name) => !mayLeave.includes(name))).toEqual([]);
    }
    expect(seen.length).toBeLessThan(inputs.length / 10); // Those that say the same as the good one.

    seen.length = 0;
    const right = { body: good };
    expect((await ask(era === 'legacy' ? inLegacy(right) : right)).status).toBe(200);
    expect(seen).toHaveLength(1);
  },
  120_000,
);

test.each(eras)(
  'no method that a server may take for another one leads past the rules of that one (%s era)',
  async (era) => {
    const { seen, ask } = await givenAsker(era, false);
    for (const method of spellings('tools/call').filter(
      (each) => each !== 'tools/call' && JSON.parse(`"${each}"`) !== 'tools/call',
    )) {
      const message = evilCall.replace('tools/call', method);
      const isAscii = /^[\x20-\x7e]*$/.test(method);
      const { status } = await ask({
        body: era === 'legacy' ? message.replace(JSON.stringify(meta), '{}') : message,
        headers: isAscii && era === 'stateless' ? { 'mcp-method': method, 'mcp-name': forbidden } : {},
      });
      expect(status).toBeLessThan(500);
    }
    expect(seen).toHaveLength(0);
  },
);

const withArgument = (message: string, json: string) =>
  message.replace('"arguments":{}', `"arguments":{"a":${json}}`);
const many = (count: number, each: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(',');

/** T22: how much of each is let through, and what a message with so much of it is. */
const bounds = [
  // Three levels are above the argument.
  {
    what: 'levels',
    most: 61,
    sized: (m: string, n: number) => withArgument(m, '['.repeat(n) + ']'.repeat(n)),
  },
  {
    what: 'members',
    most: 1_000,
    sized: (m: string, n: number) => withArgument(m, `{${many(n, (at) => `"m${at}":0`)}}`),
  },
  {
    what: 'items',
    most: 10_000,
    sized: (m: string, n: number) => withArgument(m, `[${many(n, () => '0')}]`),
  },
  { what: 'bytes', most: 1024 * 1024, sized: (m: string, n: number) => m.padEnd(n) },
];

test.each(bounds.flatMap((bound) => eras.map((era) => ({ ...bound, era }))))(
  'a message of the $era era with more $what than $most is refused before its upstream sees it',
  async ({ what, most, sized, era }) => {
    const { seen, ask } = await givenAsker(era);
    const message = era === 'legacy' ? good.replace(JSON.stringify(meta), '{}') : good;
    expect((await ask({ body: sized(message, most + 1) })).status).toBe(what === 'bytes' ? 413 : 400);
    expect(seen).toHaveLength(0);
    expect((await ask({ body: sized(message, most) })).status).toBe(200);
    expect(seen).toHaveLength(1);
  },
);

const mayLeave = [
  'accept',
  'authorization',
  'content-length',
  'content-type',
  'keyharbor-session',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
];
