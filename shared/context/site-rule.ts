import * as v from 'valibot';

import { imageIdSchema, keyIdSchema, projectIdSchema, siteRuleIdSchema } from '../ids.ts';

/** A project has no more than this: every popup holds all of them. */
export const mostSiteRules = 100;

/** What a team can write into a site rule. */
export const siteRuleFields = {
  /** A URL pattern (WHATWG URL Pattern Standard): `https://*.acme.example/app/*`. 1 to 500 characters. */
  pattern: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
  image: imageIdSchema,
  /** `null`: whichever key a person used last. */
  keyId: v.nullable(keyIdSchema),
  /** The id of a format; `null`: the one used last. */
  format: v.nullable(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/))),
  /** Rules are tried in this order, lowest first; of equals the older one. 0 to 1,000,000. */
  position: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
} as const;

/** A team's own word on what to offer on some pages. Times are Unix milliseconds. */
export const siteRuleSchema = v.object({
  id: siteRuleIdSchema,
  projectId: projectIdSchema,
  ...siteRuleFields,
  /** Counts the changes of this rule, from 1. */
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type SiteRule = v.InferOutput<typeof siteRuleSchema>;
