import type { Objection, Stake } from '../gate/watchers.ts';
import { readObjection } from './objection.ts';

/** The second net, should a socket be lost without a word. A new event each time, as only those are sure to meet the one gate. */
const recheckMs = 20_000;

const unheard: Objection = { code: 'gate_unavailable' };

/** Who may say that a call must end: the gate of its key, or that of its image. */
export interface Overseer {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly objection: (stake: Stake) => Promise<Objection | null>;
}

/** The gates that may end what a key does on an image: its own, and the image's. */
export function overseersOf(
  { keyId, image }: { readonly keyId: string; readonly image: string },
  env: Env,
): readonly (() => Overseer)[] {
  return [() => env.GATE.getByName(keyId), () => env.IMAGE.getByName(image)];
}

/** An eye on one gate. */
export interface Eye {
  close(): void;
}

/**
 * Listens to a gate until it says that the call must end, and then tells `end`.
 *
 * If the gate cannot be heard, the call ends too: a stream that nobody can cut must not stay open.
 */
export function openEye(gate: () => Overseer, stake: Stake, end: (why: Objection) => void): Eye {
  let socket: WebSocket | undefined;
  let closed = false;

  async function listen(): Promise<void> {
    const answer = await gate()
      .fetch(addressOf(stake), { headers: { upgrade: 'websocket' } })
      .catch(() => null);
    if (!answer?.webSocket) return end(readObjection(await answer?.text()) ?? unheard);
    socket = answer.webSocket;
    socket.addEventListener('message', ({ data }) => end(readObjection(data) ?? unheard));
    socket.addEventListener('close', () => void listenAgain());
    socket.accept();
    if (closed) socket.close();
  }

  /** A socket can be lost while the gate is well: it moved, or was deployed anew. */
  async function listenAgain(): Promise<void> {
    await checkAgain();
    if (!closed) await listen();
  }

  const ask = () => gate().objection(stake);

  /** Asked twice before giving up: one lost answer must not cut a healthy stream. */
  async function checkAgain(): Promise<void> {
    const objection = await ask()
      .catch(ask)
      .catch(() => unheard);
    if (objection !== null && !closed) end(objection);
  }

  const recheck = setInterval(() => void checkAgain(), recheckMs);
  void listen();
  return {
    close() {
      closed = true;
      clearInterval(recheck);
      socket?.close();
    },
  };
}

/** Where a gate takes watchers in. */
function addressOf({ session, ticket, isCall }: Stake): string {
  return `https://gate/watch/${session}/${ticket ?? ''}${isCall ? '?call' : ''}`;
}
