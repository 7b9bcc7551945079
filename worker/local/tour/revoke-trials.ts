import { mcpAddress } from '../../../shared/address/build.ts';
import type { Stack } from '../stack/stack.ts';
import { percentile } from './percentile.ts';
import { rawCall, type Target } from './raw-call.ts';

/** What many disables under load came to. Milliseconds. */
export interface RevokeResult {
  readonly trials: number;
  /** Requests that were begun after a disable was acknowledged, and answered as if nothing had happened. */
  readonly acceptedAfterAck: number;
  /** From sending the disable to the end of the open stream, at the client. */
  readonly streamCutMs: { readonly p50: number; readonly p99: number };
}

const keysAtOnce = 8;
const callersPerKey = 4;
const callsAfterAck = 3;

/**
 * Disables keys over and over while callers use them and a stream is open on each.
 *
 * Several keys at once, so that the callers of the others keep the Worker busy. Rejects where a stream does not
 * open or a command fails.
 */
export async function runRevokeTrials(
  stack: Pick<Stack, 'url' | 'api'>,
  trials: number,
): Promise<RevokeResult> {
  const perKey = Math.ceil(trials / keysAtOnce);
  const runs = Array.from({ length: keysAtOnce }, (_, at) => trialsOnOneKey(stack, at, perKey));
  const results = (await Promise.all(runs)).flat();
  const cuts = results.map(({ cutMs }) => cutMs);
  return {
    trials: results.length,
    acceptedAfterAck: results.reduce((sum, { accepted }) => sum + accepted, 0),
    streamCutMs: { p50: percentile(cuts, 50), p99: percentile(cuts, 99) },
  };
}

interface Trial {
  readonly accepted: number;
  readonly cutMs: number;
}

async function trialsOnOneKey(
  { url, api }: Pick<Stack, 'url' | 'api'>,
  at: number,
  count: number,
): Promise<Trial[]> {
  const { key, secret } = await api.createKey({ name: `trials ${new Date().toISOString()} ${at}` });
  const target = { url: mcpAddress(url, { id: 'linux_latest' }), secret };
  const results: Trial[] = [];
  while (results.length < count) {
    results.push(await trial(target, () => api.disableKey({ id: key.id })));
    await api.enableKey({ id: key.id });
  }
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  return results;
}

async function trial(target: Target, disable: () => Promise<unknown>): Promise<Trial> {
  const stream = await openStream(target);
  const ack = { at: Infinity };
  const callers = Array.from({ length: callersPerKey }, () => callUntilAfter(target, ack));
  const sent = performance.now();
  await disable();
  ack.at = performance.now();
  const accepted = await Promise.all(callers);
  return { accepted: accepted.reduce((sum, each) => sum + each, 0), cutMs: (await stream.ended) - sent };
}

/** A command that sleeps and reports that it lives; open once the first report is there. */
async function openStream(target: Target): Promise<{ ended: Promise<number> }> {
  const call = {
    name: 'run_command',
    arguments: { command: 'sleep 600', timeout_ms: 600_000 },
    _meta: { progressToken: 1 },
  };
  const response = await rawCall(target, 'tools/call', call);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!response.ok || reader === undefined)
    throw new Error(`the stream was answered with ${response.status}`);
  let seen = '';
  while (!seen.includes('notifications/progress')) {
    const { value, done } = await reader.read();
    if (done) throw new Error('the stream ended before it was cut');
    seen += value;
  }
  return { ended: endOf(reader) };
}

/** When a stream ended. It must have said why: an end without a word would look like a network failure. */
async function endOf(reader: ReadableStreamDefaultReader<string>): Promise<number> {
  let last = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    last += value;
  }
  if (!last.includes('key_disabled')) throw new Error('the stream ended without saying why');
  return performance.now();
}

/** Calls without pause; counts what was begun after the acknowledgement and still accepted. */
async function callUntilAfter(target: Target, ack: { readonly at: number }): Promise<number> {
  let accepted = 0;
  for (let after = 0; after < callsAfterAck;) {
    const begun = performance.now();
    const response = await rawCall(target, 'tools/list', {});
    await response.body?.cancel();
    if (begun <= ack.at) continue;
    after += 1;
    if (response.ok) accepted += 1;
  }
  return accepted;
}
