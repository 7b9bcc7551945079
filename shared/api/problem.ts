import * as v from 'valibot';

import { errorCodes, errors, isErrorCode, type ErrorCode } from '../errors.ts';

/** A field that is not valid: where (JSON Pointer, RFC 6901) and what is wrong with it. */
export const fieldErrorSchema = v.object({ pointer: v.string(), message: v.string() });
export type FieldError = v.InferOutput<typeof fieldErrorSchema>;

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
});
export type ProblemDocument = v.InferOutput<typeof problemSchema>;

/** The document for `code`, about the request called `requestId`. Quotes neither input nor internals. */
export function problemDocument(
  code: ErrorCode,
  requestId: string,
  fields?: readonly FieldError[],
): ProblemDocument {
  const { status, title, hint } = errors[code];
  return {
    type: `urn:keyharbor:error:${code}`,
    title,
    status,
    code,
    detail: hint,
    instance: `urn:request:${requestId}`,
    ...(fields && { errors: [...fields] }),
  };
}

/** What a caller of the API gets thrown: the message is the hint, so a person always learns what to do next. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode | 'offline', fields: readonly FieldError[] = []) {
    super(isErrorCode(code) ? errors[code].hint : 'Check the connection, then try again.');
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
  }
}
