import { traceOf, type Trace } from '../gateway/upstream.ts';

/** Whoever waits for an answer. */
export interface Waiter {
  /** Aborted where it leaves. The platform tells nobody behind a Durable Object by itself. */
  readonly gone: AbortSignal;
  /** Hears that it has been answered, or has left. */
  readonly over: () => void;
  /** What its call is part of. */
  readonly trace: Trace;
}

/** What `leave` calls a request by. */
export const callHeader = 'keyharbor-call';

/** The calls that are waited for, by the names that whoever waits gave them. */
export function createWaitingCalls() {
  const waiting = new Map<string, AbortController>();
  return {
    waiter({ headers }: Request): Waiter {
      const name = headers.get(callHeader) ?? '';
      const gone = new AbortController();
      waiting.set(name, gone);
      return { gone: gone.signal, over: () => void waiting.delete(name), trace: traceOf(headers) };
    },
    /** Whoever waits for the call of that name has left. */
    leave: (name: string): void => waiting.get(name)?.abort(),
  };
}
