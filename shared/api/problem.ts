import * as v from 'valibot';

import type { Detail } from '../result.ts';
import { errorCodes, errors, type ErrorCode } from '../errors.ts';
import { fieldErrorSchema, type FieldError } from './api-error.ts';

/** A refusal as the management API sends it: `application/problem+json`, RFC 9457. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(errorCodes),
  detail: v.string(),
  /** `urn:request:<id>`: what to name when reporting it. */
  instance: v.string(),
  errors: v.optional(v.array(fieldErrorSchema)),
  /** Up to ten keys that stand in the way. */
  keys: v.optional(v.array(v.string())),
  /** With `revision_mismatch`, and what a key's status refuses: the revision that it is at, where that is known. */
  current_rev: v.optional(v.number()),
  /** What can be done to the key as it is: the commands that its status does not refuse. */
  allowed: v.optional(v.array(v.string())),
  /** With `invalid_proof`: what of it does not hold. */
  reason: v.optional(v.string()),
  /** With `authorization_pending` and `slow_down`: seconds to wait before asking again. */
  interval: v.optional(v.number()),
  /** When to ask again at the earliest; the same as Retry-After. */
  retry_after_ms: v.optional(v.number()),
});
export type ProblemDocument = v.InferOutput<typeof problemSchema>;

/** What a refusal is about. */
export interface Refused {
  /** Where the page about its code is: `https://keys.example`. */
  readonly gateway: string;
  readonly requestId: string;
  /** Where it is not the code's own. */
  readonly status?: number | undefined;
  readonly fields?: readonly FieldError[] | undefined;
  readonly detail?: Detail | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The page that explains a code: `https://keys.example/docs/errors/key_active`. */
export function errorPage(gateway: string, code: ErrorCode): string {
  return new URL(`/docs/errors/${code}`, gateway).href;
}

/** The document for `code`. Quotes neither input nor internals. */
export function problemDocument(
  code: ErrorCode,
  { gateway, requestId, status: own, fields, detail, retryAfterMs }: Refused,
): ProblemDocument {
  const { status: usual, title, hint } = errors[code];
  return {
    ...detail,
    type: errorPage(gateway, code),
    title,
    status: own ?? usual,
    code,
    detail: hint,
    instance: `urn:request:${requestId}`,
    ...(fields && { errors: [...fields] }),
    ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }),
  };
}
