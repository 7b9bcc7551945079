import * as v from 'valibot';

import { statelessVersions } from '../../shared/mcp/era.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import { afterwards } from '../patience.ts';
import type { Upstream } from './catalogue.ts';
import { firstMessage } from './first-message.ts';
import { reachUpstream } from './reach-upstream.ts';

const patienceMs = 10_000;
const legacyVersion = '2025-11-25';
const client = { name: 'keyharbor', version: '1' };

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
  const [version] = statelessVersions;
  const about = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': client,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const headers = { 'mcp-protocol-version': version, 'mcp-method': 'server/discover' };
  const said = await ask(upstream, 'server/discover', { params: { _meta: about }, headers, abort });
  return said.ok ? ok('stateless') : said;
}

/** Before: `initialize`, and the end of the session that it may have opened. */
async function initialize(upstream: Upstream, abort: AbortController): Promise<Result<Era>> {
  const params = { protocolVersion: legacyVersion, clientInfo: client, capabilities: {} };
  const said = await ask(upstream, 'initialize', { params, headers: {}, abort });
  if (!said.ok) return said;
  if (said.value !== null) await forget(upstream, said.value, abort);
  return ok('legacy');
}

/** HTTP+SSE of 2024-11-05: the first event of the stream names the endpoint for messages. */
async function listen(upstream: Upstream, abort: AbortController): Promise<Result<Era>> {
  const headers = { accept: 'text/event-stream' };
  const answer = await reachUpstream(upstream, {
    method: 'GET',
    headers,
    body: null,
    ...within(abort),
    patienceMs,
  });
  if (!answer.ok) return answer;
  const message = await firstMessage(answer.value, abort.signal);
  return message?.event === 'endpoint' ? ok('legacy') : refuse('upstream_invalid');
}

interface Question {
  readonly params: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly abort: AbortController;
}

/** Gives the session id that came with the answer. */
async function ask(upstream: Upstream, method: string, question: Question): Promise<Result<string | null>> {
  const { params, abort } = question;
  const accept = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
  const headers = { ...accept, ...question.headers };
  const body = new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const answer = await reachUpstream(upstream, {
    method: 'POST',
    headers,
    body,
    ...within(abort),
    patienceMs,
  });
  if (!answer.ok) return answer;
  const message = await firstMessage(answer.value, abort.signal);
  const isAnswer = message !== null && v.is(answerSchema, message.data);
  return isAnswer ? ok(answer.value.headers.get('mcp-session-id')) : refuse('upstream_invalid');
}

async function forget(upstream: Upstream, session: string, abort: AbortController): Promise<void> {
  const headers = { 'mcp-session-id': session };
  const answer = await reachUpstream(upstream, {
    method: 'DELETE',
    headers,
    body: null,
    ...within(abort),
    patienceMs,
  });
  if (answer.ok) await answer.value.body?.cancel();
}

/** What ends one exchange ends all of it. */
function within(abort: AbortController) {
  return { signal: abort.signal, giveUp: () => abort.abort() };
}
