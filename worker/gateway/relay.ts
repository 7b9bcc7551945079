import { errorPage } from '../../shared/api/problem.ts';
import { farewellEvent } from '../../shared/mcp/refusal.ts';
import type { Change } from './change-events.ts';
import type { Account } from './charged.ts';
import { isStanding } from './endurance.ts';
import { detailOfFailure } from './failed.ts';
import type { McpRequest } from './read-request.ts';
import type { Watch } from './watch.ts';

/** How often a silent stream shows its client that it lives. */
const beatMs = 15_000;

/** How long the answer to a call may be silent, in beats: 60 s. */
const mostSilentBeats = 4;

/** Of the answer to one call. */
const mostBytes = 64 * 1024 * 1024;

/** Whatever keeps a request alive for work that goes on after its answer. */
export type Lasting = Pick<ExecutionContext, 'waitUntil'>;

export interface Relayed {
  readonly source: ReadableStream<Uint8Array>;
  /** Makes whole events of it, as the client may see them. */
  readonly change: Change;
  readonly watch: Watch;
  readonly call: Pick<McpRequest, 'id' | 'method'>;
  /** Whether nothing is missing if the stream ends now; left out: nothing ever is. */
  readonly isAnswered?: () => boolean;
  readonly account: Account;
  /** Where the pages about refusals are. */
  readonly gateway: string;
  /** Done once the stream is over, whichever side ended it. */
  readonly atEnd?: () => Promise<void>;
}

/**
 * Passes an event stream on until it ends, its `watch` says that it must, or it is silent or goes on for too long.
 *
 * A stream that is cut ends cleanly, with a last event that says why: aborting it instead would look like a
 * network failure to the client. The upstream is let go of in every case.
 */
export function relay(relayed: Relayed, ctx: Lasting): ReadableStream {
  const { readable, writable } = new IdentityTransformStream();
  // Keeps the request alive: without it, callbacks and timers stop silently once the answer is handed over.
  ctx.waitUntil(pump(relayed, writable).then(relayed.account.close).then(relayed.atEnd));
  return readable;
}

async function pump(relayed: Relayed, writable: WritableStream): Promise<void> {
  const { source, watch, call, isAnswered, account } = relayed;
  const [reader, writer] = [source.getReader(), writable.getWriter()];
  const letGo = () => void reader.cancel().catch(() => undefined); // Whatever befalls a source that nobody wants.
  watch.signal.addEventListener('abort', letGo);
  writer.closed.catch(letGo); // Notices a client that has hung up: plain workerd says so at the next write, a beat at the latest.
  const stands = isStanding(call);
  const send = async (bytes: Uint8Array) => {
    await writer.write(bytes);
    account.count(bytes.byteLength);
  };
  const pulse = keepAlive(send, () => !stands && watch.end({ code: 'upstream_timeout' }));
  const most = stands ? Infinity : mostBytes;
  let whole = false;
  try {
    await sendAll(reader, relayed.change, most, async (own) => {
      pulse.beat();
      await send(own);
    });
    whole = !watch.signal.aborted && isAnswered?.() !== false;
  } catch {
    letGo();
  }
  pulse.stop();
  watch.stop();
  try {
    if (!whole) await send(new TextEncoder().encode(farewell(relayed)));
    await writer.close();
  } catch {
    // The client has gone: there is nobody left to tell.
  }
}

/** Rejects where the source does, where it cannot be changed, and past `most` bytes. */
async function sendAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  change: Change,
  most: number,
  send: (own: Uint8Array) => Promise<void>,
): Promise<void> {
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const changing = change(next.value);
    const own = changing instanceof Promise ? await changing : changing;
    if (own === null) continue;
    size += own.byteLength;
    if (size > most) throw new Error('an answer without end');
    await send(own);
  }
}

function farewell({ watch, call, gateway }: Relayed): string {
  const code = watch.code() ?? 'upstream_invalid';
  const detail = watch.detail() ?? detailOfFailure(call, code);
  return farewellEvent(code, call.id, { ...detail, type: errorPage(gateway, code) });
}

/** Writes a comment whenever nothing came for a while; too often in a row, and it is `tooSilent`. */
function keepAlive(send: (bytes: Uint8Array) => Promise<void>, tooSilent: () => unknown) {
  let silentBeats = 0;
  const timer = setInterval(() => {
    silentBeats += 1;
    if (silentBeats >= mostSilentBeats) tooSilent();
    // Between events only, as those come whole. A client that has gone is noticed by its writer.
    send(new TextEncoder().encode(':\n\n')).catch(() => undefined);
  }, beatMs);
  return { beat: () => void (silentBeats = 0), stop: () => clearInterval(timer) };
}
