import { errors, type ErrorCode } from '../errors.ts';
import type { Detail } from '../result.ts';
import { statelessVersions } from './era.ts';
import type { MessageId } from './envelope.ts';

/** A refusal as a JSON-RPC error. `data.code` is the stable code; `data.hint` says what to do next; the rest is detail. */
export interface RpcRefusal {
  readonly jsonrpc: '2.0';
  readonly id: MessageId | null;
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** What a gateway client gets for `code`; codes that never reach one are told as `internal`. */
export function rpcRefusal(code: ErrorCode, id: MessageId | null, detail?: Detail): RpcRefusal {
  const entry: { rpc?: number; title: string; hint: string } = errors[code];
  if (entry.rpc === undefined) return rpcRefusal('internal', id);
  const data = {
    ...detail,
    code,
    hint: entry.hint,
    ...(code === 'unsupported_version' && { supported: statelessVersions }),
  };
  return { jsonrpc: '2.0', id, error: { code: entry.rpc, message: `${entry.title}. ${entry.hint}`, data } };
}

/**
 * The last event of a stream that is cut, as server-sent event text.
 *
 * It answers the open request, so that the client's pending call fails at once and says why. A stream that
 * answers no request (legacy GET) ends with a log message instead: an error needs an id to belong to.
 */
export function farewellEvent(code: ErrorCode, id: MessageId | null, detail?: Detail): string {
  const { error } = rpcRefusal(code, id, detail);
  const message =
    id === null
      ? {
          jsonrpc: '2.0',
          method: 'notifications/message',
          params: { level: 'error', logger: 'keyharbor', data: error },
        }
      : { jsonrpc: '2.0', id, error };
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
