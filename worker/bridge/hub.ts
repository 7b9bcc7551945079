import { isObject, member } from '../../shared/mcp/member.ts';
import { parseJson } from '../../shared/parse-json.ts';

/** Messages of the server that nobody listens to yet. */
const mostWaiting = 100;
/** Calls that wait for an answer. */
const mostCalls = 1_000;

/** Where messages for the client go: an event stream of its own for each call, and one for all the rest. */
export interface Sink {
  write(message: string): void;
  end(): void;
}

/**
 * Brings each message of a server to where its client waits for it.
 *
 * An answer goes to the call that has its id, or to nobody. What else the server says during a call goes to the call whose progress
 * it tells, else to the client's stream, else to the youngest call. What nobody listens to waits, up to a bound.
 */
export function createHub() {
  const calls = new Map<string, { readonly sink: Sink; readonly progress: string | undefined }>();
  const waiting: string[] = [];
  let stream: Sink | null = null;

  function hear(sink: Sink | undefined, message: string): void {
    if (sink !== undefined) sink.write(message);
    else if (waiting.length < mostWaiting) waiting.push(message);
  }

  /** An answer under an id that no call has is nobody's. */
  function answer(id: string, text: string): void {
    const call = calls.get(id);
    calls.delete(id);
    call?.sink.write(text);
    call?.sink.end();
  }

  /** The client's stream, for calls that are answered on it. */
  const own: Sink = { write: (message) => hear(stream ?? undefined, message), end: () => undefined };

  return {
    /** A call waits for its answer in `sink`; left out: on the client's stream. */
    call(message: unknown, sink = own): void {
      if (calls.size >= mostCalls) calls.delete(calls.keys().next().value ?? ''); // Nobody answers it any more.
      const token = member(message, 'params', '_meta', 'progressToken');
      const progress = token === undefined ? undefined : keyOf(token);
      calls.set(keyOf(member(message, 'id')), { sink, progress });
    },

    /** Nothing more comes of a call: whoever still waits for its answer hears `last` instead. */
    over: (id: unknown, last: string): void => answer(keyOf(id), last),

    /** Nobody waits any more; whether somebody did. */
    forget: (id: unknown): boolean => calls.delete(keyOf(id)),

    /** From now on `sink` hears what belongs to no call; the one before hears no more. */
    listen(sink: Sink): void {
      stream?.end();
      stream = sink;
      for (const message of waiting.splice(0)) sink.write(message);
    },

    receive(text: string): void {
      const message = parseJson(text);
      if (!isObject(message)) return; // Not JSON: no message.
      const id = keyOf(member(message, 'id'));
      if (member(message, 'method') === undefined) return answer(id, text);
      const progress = keyOf(member(message, 'params', 'progressToken'));
      const told = calls.values().find((each) => each.progress === progress);
      hear(told?.sink ?? stream ?? [...calls.values()].at(-1)?.sink, text);
    },

    /** Ends every stream, each call with `last(id)` before. */
    end(last: (id: unknown) => string): void {
      for (const [id, { sink }] of calls) {
        sink.write(last(JSON.parse(id)));
        sink.end();
      }
      calls.clear();
      stream?.end();
      stream = null;
    },
  };
}
export type Hub = ReturnType<typeof createHub>;

function keyOf(value: unknown): string {
  return JSON.stringify(value) ?? 'none';
}
