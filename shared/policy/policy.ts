import * as v from 'valibot';

import { imageIdSchema, policyIdSchema } from '../ids.ts';
import type { PolicyRef } from '../key/key.ts';
import { limitFields, limitsOf, noLimits } from './limits.ts';

const minutes = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(1000));

/** What a policy says; people edit these. */
export const policyFields = {
  name: v.pipe(v.string(), v.trim(), v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,128}$/u)),
  /** `all`, or up to 100 ids. */
  images: v.union([v.literal('all'), v.pipe(v.array(imageIdSchema), v.maxLength(100))]),
  /** Idle times of 1 to 1,000 and 3 to 1,000 minutes; `null`: sessions are not released for being idle. */
  release: v.nullable(v.strictObject({ mcpIdleMinutes: minutes(1), userIdleMinutes: minutes(3) })),
  /** 1 to 1,000. */
  maxRunMinutes: minutes(1),
  ...limitFields,
} as const;
export type PolicyFields = Omit<Policy, 'id' | 'version'>;

/**
 * One version of a policy: what a key may do. Never changes once written; an edit makes the next version.
 *
 * A session without MCP traffic **and** without a person's activity for the two idle times is released; either
 * way it ends after its longest run time.
 */
export const policySchema = v.object({
  id: policyIdSchema,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...policyFields,
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
  ...noLimits,
};

/** A version, picked field by field from what was asked for. */
export function policyOf(id: string, version: number, fields: PolicyFields): Policy {
  const { name, images, release, maxRunMinutes } = fields;
  return { id, version, name, images, release, maxRunMinutes, ...limitsOf(fields) };
}

/** Where the shelf (KV) keeps a version: `policy:pol_default:1`. */
export function shelfName(ref: PolicyRef): string {
  return `policy:${ref.id}:${ref.version}`;
}
