import * as v from 'valibot';

import { legacyVersions } from '../../shared/mcp/era.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import { ourselves, ownRequest } from '../bridge/own-request.ts';
import { afterwards } from '../patience.ts';
import type { Upstream } from './catalogue.ts';
import { firstMessage } from './first-message.ts';
import { reachUpstream } from './reach-upstream.ts';

const patienceMs = 10_000;

const answerSchema = v.object({ result: v.object({}) });

/**
 * Says hello to an upstream as a client would, and gives the era that it speaks. What was opened for it is closed again.
 *
 * Refusals: those of `reachUpstream`; `upstream_invalid` where what it says is no MCP.
 */
export async function handshake(upstream: Upstream): Promise<Result<Era>> {
  const abort = new AbortController();
  const callOff = afterwards(patienceMs, () => abort.abort());
  try {
    if (upstream.transport === 'sse') return await listen(upstream, abort);
    const modern = await discover(upstream, abort);
    return modern.ok || modern.code !== 'upstream_invalid' ? modern : await initialize(upstream, abort);
  } finally {
    callOff();
  }
}

/** 2026-07-28: `server/discover`. */
async function discover(upstream: Upstream, abort: AbortController): Promise<Result<Era>> {
  const said = await ask(upstream, ownRequest('server/discover'), abort);
  return said.ok ? ok('stateless') : said;
}

/** Before: `initialize`, and the end of the session that it may have opened. */
async function initialize(upstream: Upstream, abort: AbortController): Promise<Result<Era>> {
  const params = { protocolVersion: legacyVersions.at(-1), clientInfo: ourselves, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
  const said = await ask(upstream, { headers, body }, abort);
  if (!said.ok) return said;
  if (said.value !== null) await forget(upstream, said.value, abort);
  return ok('legacy');
}

/** HTTP+SSE of 2024-11-05: the first event of the stream names the endpoint for messages. */
async function listen(upstream: Upstream, abort: AbortController): Promise<Result<Era>> {
  const answer = await reach(upstream, { method: 'GET', headers: { accept: 'text/event-stream' } }, abort);
  if (!answer.ok) return answer;
  const message = await firstMessage(answer.value, abort.signal);
  return message?.event === 'endpoint' ? ok('legacy') : refuse('upstream_invalid');
}

interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Left out: there is none. */
  readonly body?: string;
}

/** Gives the session id that came with the answer. */
async function ask(
  upstream: Upstream,
  message: Omit<Exchange, 'method'>,
  abort: AbortController,
): Promise<Result<string | null>> {
  const answer = await reach(upstream, { method: 'POST', ...message }, abort);
  if (!answer.ok) return answer;
  const said = await firstMessage(answer.value, abort.signal);
  const isAnswer = said !== null && v.is(answerSchema, said.data);
  return isAnswer ? ok(answer.value.headers.get('mcp-session-id')) : refuse('upstream_invalid');
}

async function forget(upstream: Upstream, session: string, abort: AbortController): Promise<void> {
  const answer = await reach(upstream, { method: 'DELETE', headers: { 'mcp-session-id': session } }, abort);
  if (answer.ok) await answer.value.body?.cancel();
}

/** What ends one exchange ends all of the handshake. */
function reach(
  upstream: Upstream,
  { method, headers, body }: Exchange,
  abort: AbortController,
): Promise<Result<Response>> {
  return reachUpstream(upstream, {
    method,
    headers,
    body: body === undefined ? null : new TextEncoder().encode(body),
    signal: abort.signal,
    giveUp: () => abort.abort(),
    patienceMs,
  });
}
