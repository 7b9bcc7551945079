import { errors, type ErrorCode } from '../../shared/errors.ts';
import type { MessageId } from '../../shared/mcp/envelope.ts';
import { rpcRefusal } from '../../shared/mcp/refusal.ts';
import { challenge } from '../http/problem.ts';

/**
 * A refusal as an MCP client reads it: a JSON-RPC error under the id of its request.
 *
 * What concerns one well-formed request is 200, so that a failing image does not look like a broken connection;
 * without an id there is no request to answer, so it is 502 there.
 */
export function refusalResponse(code: ErrorCode, id: MessageId | null): Response {
  const { status } = errors[code];
  return Response.json(rpcRefusal(code, id), {
    status: status === 200 && id === null ? 502 : status,
    headers: {
      'cache-control': 'no-store',
      ...challenge(code),
      ...(code === 'method_not_allowed' && { allow: 'POST' }),
    },
  });
}
