import * as v from 'valibot';

import { projectIdSchema } from '../../ids.ts';
import { imageSchema } from '../../image/image.ts';
import type { Operation } from './operation.ts';

/** By itself, for the popup reads it: the others of a deployment would bring the whole catalogue of refusals along. */
export const readDeployment = {
  method: 'GET',
  path: '/v1/deployment',
  summary: 'Says what a console needs to know before anything else: the gateway, the project, the images.',
  input: v.strictObject({}),
  output: v.object({
    /** Where addresses start: `https://keys.example`. */
    gateway: v.string(),
    /** Those that are not archived, up to 100: the default one first, then by name. */
    projects: v.array(v.object({ id: projectIdSchema, name: v.string() })),
    images: v.array(imageSchema),
    /** The secret that makes owners is still set, and has done its work: it should be removed. */
    bootstrapTokenSet: v.boolean(),
  }),
} as const satisfies Operation;
