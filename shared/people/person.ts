import * as v from 'valibot';

import { grantsSchema } from './grant.ts';
import { personIdSchema } from './ids.ts';

/** 1 to 64 characters, trimmed. */
export const personNameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64));

/** Who somebody is where they sign in: `iss` and `sub` of OIDC, or what stands for them there. */
export const identitySchema = v.strictObject({
  issuer: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  subject: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
});
export type Identity = v.InferOutput<typeof identitySchema>;

/** Somebody who may use the management API. Times are Unix milliseconds. */
export const personSchema = v.object({
  id: personIdSchema,
  name: v.string(),
  grants: grantsSchema,
  /** May do nothing while it is so, by whatever device, page or token. */
  disabled: v.boolean(),
  identities: v.array(identitySchema),
  /** Counts the changes of this person, from 1. */
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type Person = v.InferOutput<typeof personSchema>;
