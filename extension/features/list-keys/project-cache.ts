import * as v from 'valibot';

import { readDeployment } from '../../../shared/api/operations/read-deployment.ts';
import { siteRuleSchema } from '../../../shared/context/site-rule.ts';
import { keyViewSchema } from '../../../shared/key/key.ts';

const plainHost = /^[a-z0-9.:[\]-]+$/;

/**
 * What the Worker says of itself, and that its gateway is an address of plain characters: a URL's host may hold
 * `;` and `$`, and addresses are pasted into shells.
 */
export const deploymentSchema = v.pipe(
  readDeployment.output,
  v.check(({ gateway }) => URL.canParse(gateway) && plainHost.test(new URL(gateway).host)),
);

/** What was last read from a Worker, to paint before it answers again. Holds masked keys, never a secret. */
export const projectCacheSchema = v.object({
  /** The Worker it was read from. */
  address: v.string(),
  deployment: deploymentSchema,
  keys: v.array(keyViewSchema),
  siteRules: v.optional(v.array(siteRuleSchema), []),
  /** Unix milliseconds. */
  readAt: v.number(),
});
export type ProjectCache = v.InferOutput<typeof projectCacheSchema>;
