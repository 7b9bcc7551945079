import { isErrorCode, type ErrorCode } from '../../shared/errors.ts';
import type { Stake } from '../gate/watchers.ts';

/** Most calls are over by then and cost no socket; the gate checks again when it is opened. */
const graceMs = 250;

/** The second net, should a socket be lost without a word. A new event each time, as only those are sure to meet the one gate. */
const recheckMs = 20_000;

/** An eye on the gate for as long as a call lasts. */
export interface Watch {
  /** Aborted when the call must end. */
  readonly signal: AbortSignal;
  /** Why it was aborted; `null` while it was not. */
  code(): ErrorCode | null;
  /** The call is over by itself. */
  stop(): void;
}

/** Who may say that a call must end: the gate of its key, or that of its image. */
export interface Overseer {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly objection: (stake: Stake) => Promise<ErrorCode | null>;
}

/**
 * Watches on behalf of one call.
 *
 * If the gate cannot be heard, the call ends too: a stream that nobody can cut must not stay open. Needs the
 * request to be kept alive (`ctx.waitUntil`), else its timers stop without notice.
 */
export function watchGate(gate: () => Overseer, stake: Stake): Watch {
  const abort = new AbortController();
  let code: ErrorCode | null = null;
  let socket: WebSocket | undefined;
  let over = false;

  function end(why: ErrorCode): void {
    if (over) return;
    code = why;
    stop();
    abort.abort();
  }

  function stop(): void {
    over = true;
    clearTimeout(grace);
    clearInterval(recheck);
    socket?.close();
  }

  async function listen(): Promise<void> {
    const answer = await gate()
      .fetch(`https://gate/watch/${stake.session}/${stake.ticket ?? ''}`, {
        headers: { upgrade: 'websocket' },
      })
      .catch(() => null);
    if (!answer?.webSocket) return end(codeIn(await answer?.text()));
    socket = answer.webSocket;
    socket.addEventListener('message', ({ data }) => end(codeIn(data)));
    socket.addEventListener('close', () => void listenAgain());
    socket.accept();
    if (over) socket.close();
  }

  /** A socket can be lost while the gate is well: it moved, or was deployed anew. */
  async function listenAgain(): Promise<void> {
    await checkAgain();
    if (!over) await listen();
  }

  const ask = () => gate().objection(stake);

  /** Asked twice before giving up: one lost answer must not cut a healthy stream. */
  async function checkAgain(): Promise<void> {
    const objection = await ask()
      .catch(ask)
      .catch(() => 'gate_unavailable' as const);
    if (objection !== null) end(objection);
  }

  const grace = setTimeout(() => void listen(), graceMs);
  const recheck = setInterval(() => void checkAgain(), recheckMs);
  return { signal: abort.signal, code: () => code, stop };
}

/** Both at once: the call ends when either says so. */
export function bothOf(one: Watch, other: Watch): Watch {
  return {
    signal: AbortSignal.any([one.signal, other.signal]),
    code: () => one.code() ?? other.code(),
    stop() {
      one.stop();
      other.stop();
    },
  };
}

/** What the gate said; a gate that says nothing understandable is as good as none. */
function codeIn(said: unknown): ErrorCode {
  return isErrorCode(said) ? said : 'gate_unavailable';
}
