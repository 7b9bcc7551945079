import * as v from 'valibot';

import { keyIdSchema, policyIdSchema, projectIdSchema } from '../ids.ts';
import { keyStatuses } from './lifecycle.ts';

/** Which version of which policy a key's next session gets. */
export const policyRefSchema = v.object({
  id: policyIdSchema,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PolicyRef = v.InferOutput<typeof policyRefSchema>;

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
});
export type KeyView = v.InferOutput<typeof keyViewSchema>;
