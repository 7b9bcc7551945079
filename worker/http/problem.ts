import { type FieldError } from '../../shared/api/api-error.ts';
import { problemDocument } from '../../shared/api/problem.ts';
import { errors, type ErrorCode } from '../../shared/errors.ts';
import type { Detail, Result } from '../../shared/result.ts';
import { log } from '../log.ts';

/** What a refusal tells beside its code. */
export interface ProblemDetails {
  /** Of HTTP, where it is not the code's own. */
  readonly status?: number;
  readonly fields?: readonly FieldError[];
  /** By their names in small letters: `allow`, `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the rule that refused had to say. */
  readonly detail?: Detail;
}

/** A refusal on its way out of a handler. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly details: ProblemDetails;

  constructor(code: ErrorCode, details: ProblemDetails = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}

/** What was seen is not what is there any more: it is at `rev`. */
export function staleAt(rev: number): Problem {
  return new Problem('revision_mismatch', { detail: { current_rev: rev } });
}

/** The value, or the refusal thrown. */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new Problem(result.code, result.detail && { detail: result.detail });
  return result.value;
}

/** What a refusal has to know of where it is told. */
export interface Place {
  readonly env: { readonly GATEWAY: string };
  readonly requestId: string;
}

/**
 * Whatever was thrown, as a problem document. Only a `Problem` speaks; anything else is logged and leaves as
 * `internal`, since its message may hold SQL, parameters or worse. Never throws itself.
 */
export function toResponse(thrown: unknown, { env, requestId }: Place): Response {
  const code = codeOf(thrown);
  if (code === 'internal') log({ event: 'unexpected', requestId, error: thrown });
  const { fields, headers: own, detail, status } = thrown instanceof Problem ? thrown.details : {};
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...challenge(code),
    ...own,
  };
  const wait = headers['retry-after'];
  const retryAfterMs = wait === undefined ? undefined : Number(wait) * 1000;
  const about = { gateway: env.GATEWAY, requestId, status, fields, detail, retryAfterMs };
  return new Response(JSON.stringify(problemDocument(code, about)), {
    status: status ?? errors[code].status,
    headers,
  });
}

export function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof Problem ? thrown.code : 'internal';
}

export function detailOf(thrown: unknown): Detail | undefined {
  return thrown instanceof Problem ? thrown.details.detail : undefined;
}

/** What goes with some statuses: RFC 9110, sections 11.6.1 and 10.2.3; RFC 6750 for the error attribute. */
export function challenge(code: ErrorCode): Record<string, string> {
  const { status } = errors[code];
  if (status === 503) return { 'retry-after': '2' };
  if (status !== 401) return {};
  return { 'www-authenticate': code === 'invalid_key' ? 'Bearer error="invalid_token"' : 'Bearer' };
}

/** For whatever asks D1: it cannot be reached, or said nothing understandable. */
export function recordGone(): never {
  throw new Problem('record_unavailable');
}
