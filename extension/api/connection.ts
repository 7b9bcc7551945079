import * as v from 'valibot';

import { readAddress } from './read-address.ts';

const printable = /^[\x21-\x7e]+$/; // What may stand in a header.

export const tokenSchema = v.pipe(v.string(), v.maxLength(512), v.regex(printable));

/** Where the Worker is, and what opens it. */
export const connectionSchema = v.object({
  /** `https://keys.example`: an origin, without a path. */
  address: v.pipe(
    v.string(),
    v.transform((text) => readAddress(text)),
    v.check((read) => read.ok),
    v.transform((read) => (read.ok ? read.address : '')),
  ),
  token: tokenSchema,
});
export type Connection = v.InferOutput<typeof connectionSchema>;
