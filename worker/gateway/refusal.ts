import { errorPage } from '../../shared/api/problem.ts';
import { errors, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorEntry } from '../../shared/errors/entry.ts';
import type { MessageId } from '../../shared/mcp/envelope.ts';
import { rpcRefusal } from '../../shared/mcp/refusal.ts';
import type { Detail } from '../../shared/result.ts';
import { challenge } from '../http/problem.ts';
import { limitHeaders } from './rate-limit.ts';

/** What the status of a refusal depends on besides its reason. */
export interface Heard {
  /** Of the JSON-RPC request, as far as it was read. */
  readonly id: MessageId | null;
  /** Its credential stood in the URL. */
  readonly isTicketUrl: boolean;
  /** It named a session. */
  readonly isInSession: boolean;
  /** It was of HTTP+SSE, whose clients read answers on their stream, and of this one the status alone. */
  readonly isSse: boolean;
  /** Where the pages about refusals are. */
  readonly gateway: string;
}

/** For a credential that opens nothing, one shape: the request's id in some would tell which keys there are. */
const anonymous: readonly ErrorCode[] = ['invalid_key', 'invalid_ticket'];

/** A refusal as an MCP client reads it: a JSON-RPC error under the id of its request. */
export function refusalResponse(reason: ErrorCode, heard: Heard, detail?: Detail): Response {
  const code = reason === 'invalid_key' && heard.isTicketUrl ? 'invalid_ticket' : reason;
  const id = anonymous.includes(code) ? null : heard.id;
  const status = statusOf(code, { ...heard, id });
  return Response.json(rpcRefusal(code, id, { ...detail, type: errorPage(heard.gateway, code) }), {
    status,
    headers: {
      'cache-control': 'no-store',
      ...(status === errors[code].status && challenge(code)),
      ...limitHeaders(detail),
      ...restHeader(detail),
      ...(code === 'method_not_allowed' && { allow: 'POST' }),
    },
  });
}

/** When an upstream that is given a rest may be asked again. */
function restHeader(detail: Detail | undefined): Record<string, string> {
  const ms = detail?.['retry_after_ms'];
  return typeof ms === 'number' ? { 'retry-after': String(Math.ceil(ms / 1_000)) } : {};
}

/**
 * What concerns one well-formed request is 200, so that a failing image does not look like a broken connection;
 * where no request is answered, it is said by the status.
 */
function statusOf(code: ErrorCode, { id, isTicketUrl, isInSession, isSse }: Heard): number {
  const { status, urlStatus = status }: ErrorEntry = errors[code];
  // A 404 to a request with a session id means to clients that the session is gone: they would start over, forever.
  if (code === 'invalid_ticket' && isInSession) return 400;
  // To a client of 2026-07-28 it says that the method is not there. Only such a one names no session.
  if (code === 'method_not_found' && !isInSession) return 404;
  const isUnanswered = id === null || isSse;
  if (status === 200 && isUnanswered) return unansweredStatus(errors[code]);
  return isTicketUrl ? urlStatus : status;
}

function unansweredStatus({ rpc = 0 }: ErrorEntry): number {
  return rpc < 50_000 ? 403 : 502; // Refused by the policy, or failed upstream.
}
