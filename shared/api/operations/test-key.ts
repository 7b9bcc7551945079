import * as v from 'valibot';

import { imageIdSchema, keyIdSchema } from '../../ids.ts';
import { codeSchema } from '../api-error.ts';
import type { Operation } from './operation.ts';

/**
 * Lists the image's tools as a client would that has the key's own value and asks from where the caller is: by the gate,
 * the policy and the image's settings of this moment, from the upstream itself, eight seconds at most. It is no use of
 * the key: it is neither charged nor counted, opens no session and is not its last use. Quotas are not looked at.
 */
export const testKey = {
  method: 'POST',
  path: '/v1/keys/:id/test',
  summary: 'Tries an image with a key and tells the tools that a client would get; it is not counted as use.',
  input: v.strictObject({ id: keyIdSchema, image: imageIdSchema }),
  output: v.object({
    /** Of the refusal that a client would get; `null`: it would get `tools`. */
    code: v.nullable(codeSchema),
    /** Those that the policy lets the key see, of the list's first page. */
    tools: v.array(v.object({ name: v.string(), title: v.nullable(v.string()) })),
    /** The list goes on after that page. */
    hasMore: v.boolean(),
    /** Until the answer was there, milliseconds. */
    latencyMs: v.number(),
  }),
} as const satisfies Operation;
