import type { ErrorCode } from '../../shared/errors.ts';
import { member } from '../../shared/mcp/member.ts';
import { patienceFor } from '../gateway/endurance.ts';
import type { Hub } from './hub.ts';
import { methodOf } from './link.ts';
import { openSink } from './sink.ts';
import type { Waiter } from './waiting-calls.ts';

export interface OpenCallDeps {
  readonly hub: Hub;
  readonly waiter: Waiter;
  readonly send: (text: string) => Promise<void>;
  /** What a client is told of a call of `method` that failed with `code`. */
  readonly refusal: (code: ErrorCode, method: string, id: unknown) => string;
}

/**
 * Sends a call of the legacy era, and gives the stream of what comes of it, until whoever waits leaves or nothing has come
 * for too long: the server hears of either. Throws a `LinkFault`.
 */
export async function openCall(
  text: string,
  message: unknown,
  { hub, waiter, send, refusal }: OpenCallDeps,
): Promise<Response> {
  const [id, method] = [member(message, 'id'), methodOf(text)];
  const cancel = (reason: string) => {
    const params = { requestId: id, reason };
    // Whoever cannot be told will not answer either.
    send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params })).catch(
      () => undefined,
    );
  };
  const gone = () => hub.forget(id) && cancel('The client has gone.');
  const late = () => {
    hub.over(id, refusal('upstream_timeout', method, id));
    cancel('It took too long.');
  };
  const { sink, response } = openSink({ gone, waiter, patience: { patienceMs: patienceFor(method), late } });
  hub.call(message, sink);
  await send(text).catch((error: unknown) => {
    hub.forget(id);
    sink.end();
    throw error;
  });
  return response;
}
