import * as v from 'valibot';

import { keyIdSchema, policyIdSchema, projectIdSchema } from '../ids.ts';
import { keyStatuses } from './lifecycle.ts';

/** 1 to 64 characters (code points), none of them a control or half a character, no space at either end. */
export const keyNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,64}$/u),
);

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
});
export type KeyView = v.InferOutput<typeof keyViewSchema>;
