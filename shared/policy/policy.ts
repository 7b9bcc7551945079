import * as v from 'valibot';

import { imageIdSchema, policyIdSchema } from '../ids.ts';
import type { PolicyRef } from '../key/key.ts';

const minutes = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(1000));

/**
 * One version of a policy: what a key may do. Never changes once written; an edit makes the next version.
 *
 * A session without MCP traffic **and** without a person's activity for the two idle times is released; either
 * way it ends after its longest run time.
 */
export const policySchema = v.object({
  id: policyIdSchema,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  images: v.union([v.literal('all'), v.pipe(v.array(imageIdSchema), v.maxLength(100))]),
  release: v.nullable(v.object({ mcpIdleMinutes: minutes(1), userIdleMinutes: minutes(3) })),
  maxRunMinutes: minutes(1),
});
export type Policy = v.InferOutput<typeof policySchema>;

/** The policy of every new key. It can be neither changed nor deleted. */
export const systemDefaultPolicy: Policy = {
  id: 'pol_default',
  version: 1,
  name: 'System default',
  images: 'all',
  release: { mcpIdleMinutes: 60, userIdleMinutes: 60 },
  maxRunMinutes: 1000,
};

/** Where the shelf (KV) keeps a version: `policy:pol_default:1`. */
export function shelfName(ref: PolicyRef): string {
  return `policy:${ref.id}:${ref.version}`;
}
