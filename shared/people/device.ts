import * as v from 'valibot';

import { deviceIdSchema, personIdSchema } from './ids.ts';

/** What a browser is called among the others of its person: 1 to 64 characters, trimmed. */
export const deviceNameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

/** `expired`: not used for 30 days. Neither of the last two opens anything again: pair anew. */
const deviceStates = ['active', 'expired', 'revoked'] as const;

/** Unused for so long, a device opens nothing any more. */
export const deviceUnusedMs = 30 * 24 * 3_600_000;

/** A paired browser. Times are Unix milliseconds. */
export const deviceSchema = v.object({
  id: deviceIdSchema,
  /** Who approved it, and is meant by everything that it asks for. */
  personId: personIdSchema,
  name: v.string(),
  /** Of its public key: RFC 7638. See `thumbprint-words.ts`. */
  thumbprint: v.string(),
  state: v.picklist(deviceStates),
  pairedAt: v.number(),
  /** When it last asked for something; exact to a minute. */
  usedAt: v.number(),
  /** When the person last signed in for this device. */
  signedInAt: v.number(),
  revokedAt: v.nullable(v.number()),
});
export type Device = v.InferOutput<typeof deviceSchema>;

/** The letters of a code that a person types: no vowels, so no words; none that are taken for another (RFC 8628, 6.1). */
export const codeLetters = 'BCDFGHJKLMNPQRSTVWXZ';

/** `WDJBMJHT`, however a person writes it: `wdjb-mjht`. Anything else gives a text that no pairing has. */
export function readUserCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, '');
}

/** `WDJB-MJHT`: as it is shown. */
export function showUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
