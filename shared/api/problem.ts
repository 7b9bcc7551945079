import * as v from 'valibot';

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
