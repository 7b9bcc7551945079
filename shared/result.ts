import type { ErrorCode } from './errors.ts';

/** A "no" that carries its reason as a code of the catalogue in `errors.ts`. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  /** What there is to know beyond the code, for the client to read: never input, never internals. */
  readonly detail?: Detail;
}

/** `{ limit: 'callsPerMinute', quota: 600 }`: flat, so that it crosses RPC and fits `data` of a JSON-RPC error. */
export type Detail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What a rule answers: a value to go on with, or a refusal. Plain data, so it crosses RPC unchanged. */
export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, detail?: Detail): Refusal {
  return { ok: false, code, ...(detail !== undefined && { detail }) };
}
