import * as v from 'valibot';

import { imageIdSchema, keyIdSchema } from '../../ids.ts';
import { projectField } from '../../project/project.ts';
import type { Operation } from './operation.ts';

/** A day in UTC: `2026-11-25`. */
const daySchema = v.pipe(v.string(), v.isoDate());

/** What rows of usage can be gathered by, in any combination: `day,key`. */
export const usageGroups = ['day', 'key', 'image', 'tool', 'code'] as const;
export type UsageGroup = (typeof usageGroups)[number];

const groupsSchema = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
  v.array(v.picklist(usageGroups)),
  v.checkItems((group, at, all) => all.indexOf(group) === at),
);

const usageRowSchema = v.object({
  // Only those that were asked for in `by`.
  day: v.exactOptional(v.string()),
  key: v.exactOptional(v.string()),
  image: v.exactOptional(v.string()),
  /** `''`: something else than a tool. */
  tool: v.exactOptional(v.string()),
  /** Why it was refused; `''`: it was let through. */
  code: v.exactOptional(v.string()),
  /** Let through. */
  calls: v.number(),
  refused: v.number(),
  bytesIn: v.number(),
  bytesOut: v.number(),
});
export type UsageRow = v.InferOutput<typeof usageRowSchema>;

/** What was used. */
export const usageOperations = {
  /**
   * Calls, refusals and bytes of the days `from` to `to` (UTC, both inclusive), gathered by what `by` names; what was
   * used most comes first, up to 1,000 rows. A few seconds behind.
   */
  readUsage: {
    method: 'GET',
    path: '/v1/usage',
    summary: 'Reads how much was used, by key, image, tool, day or refusal.',
    input: v.strictObject({
      project: projectField,
      from: daySchema,
      to: daySchema,
      by: v.optional(groupsSchema, 'day'),
      key: v.optional(keyIdSchema),
      image: v.optional(imageIdSchema),
      tool: v.optional(v.pipe(v.string(), v.maxLength(128))),
    }),
    output: v.object({
      rows: v.array(usageRowSchema),
      /** There is more than was given: ask for fewer days or groups. */
      isCut: v.boolean(),
    }),
  },
} as const satisfies Record<string, Operation>;
