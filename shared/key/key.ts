import * as v from 'valibot';

import { keyIdSchema, policyIdSchema, projectIdSchema } from '../ids.ts';
import { keyImagesSchema } from './fields.ts';
import { keyStatuses } from './lifecycle.ts';

/** Which version of which policy a key's next session gets. */
export const policyRefSchema = v.object({
  id: policyIdSchema,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PolicyRef = v.InferOutput<typeof policyRefSchema>;

/** The last call that a key let through. */
export const lastUsedSchema = v.object({
  at: v.number(),
  image: v.string(),
  /** The name that the client gave itself. */
  client: v.string(),
  /** ISO 3166-1; `null`: not known. */
  country: v.nullable(v.string()),
  /** `null`: not known. */
  ip: v.nullable(v.string()),
});
export type LastUsed = v.InferOutput<typeof lastUsedSchema>;

/** A key as anyone who may list keys sees it. Never its secret. Times are Unix milliseconds. */
export const keyViewSchema = v.object({
  id: keyIdSchema,
  projectId: projectIdSchema,
  name: v.string(),
  /** `khk_0aB3…x9Yz` */
  masked: v.string(),
  status: v.picklist(keyStatuses),
  policy: policyRefSchema,
  /** Counts the changes of this key, from 1. */
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
  // Gates that were written before these existed have none: then they are as for a key that never got them.
  note: v.optional(v.string(), ''),
  owner: v.optional(v.string(), ''),
  tags: v.optional(v.array(v.string()), []),
  /** From then on the key opens nothing; `null`: never. */
  expiresAt: v.optional(v.nullable(v.number()), null),
  /** Cannot be deleted. */
  protected: v.optional(v.boolean(), false),
  /** Its value was shown when it was made, and cannot be shown again. */
  showOnce: v.optional(v.boolean(), false),
  /** What it may be used for, as far as its policy allows it too. */
  images: v.optional(keyImagesSchema, 'all'),
  /** Its value was seen where it should not be; it cannot be enabled until it is rotated. `null`: not known to be. */
  exposedAt: v.optional(v.nullable(v.number()), null),
  /** Disabled, but sessions that were open may go on until then at most. `null`: nothing goes on. */
  drainingUntil: v.optional(v.nullable(v.number()), null),
  /** The value before the last rotation, while it still opens. */
  previous: v.optional(
    v.nullable(v.object({ validUntil: v.number(), lastUsedAt: v.nullable(v.number()) })),
    null,
  ),
  /** Exact where one key is read; in lists up to a minute old. Changes without a new revision. */
  lastUsed: v.optional(v.nullable(lastUsedSchema), null),
});
export type KeyView = v.InferOutput<typeof keyViewSchema>;
