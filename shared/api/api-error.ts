import * as v from 'valibot';

import type { ErrorCode } from '../errors.ts';

/** A field that is not valid: where (JSON Pointer, RFC 6901) and what is wrong with it. */
export const fieldErrorSchema = v.object({ pointer: v.string(), message: v.string() });
export type FieldError = v.InferOutput<typeof fieldErrorSchema>;

/** The code of a refusal, newer ones than this side knows included. */
export const codeSchema = v.pipe(v.string(), v.regex(/^[a-z]+(_[a-z]+)*$/));

/** What a caller makes of a refusal; whatever else a problem document holds is for people. */
export const refusalSchema = v.object({
  code: codeSchema,
  detail: v.string(),
  errors: v.optional(v.array(fieldErrorSchema), []),
});

/**
 * What a caller of the API gets thrown. The message is the hint that came with the refusal, so a person always learns
 * what to do next. A code that this side does not know yet is passed on as it is.
 */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly fields: readonly FieldError[];

  constructor(
    code: ErrorCode | 'offline',
    hint: string = own[code] ?? code,
    fields: readonly FieldError[] = [],
  ) {
    super(hint);
    this.name = 'ApiError';
    this.code = code;
    this.fields = fields;
  }
}

/** For what was never answered, or not understandably. */
const own: Readonly<Partial<Record<string, string>>> = {
  offline: 'Check the connection, then try again.',
  internal: 'The answer was not understood: check the address, then try again.',
};
