import * as v from 'valibot';

import { pageSessionIdSchema, personIdSchema } from './ids.ts';

/** Somebody signed in on the Worker's pages, in one browser. Times are Unix milliseconds. */
export const pageSessionSchema = v.object({
  /** Names it to its owner; opens nothing. */
  id: pageSessionIdSchema,
  person: personIdSchema,
  /** When they last proved at a provider who they are. */
  signedInAt: v.number(),
  createdAt: v.number(),
  /** To the minute. */
  seenAt: v.number(),
  /** The browser's name for itself, shortened. */
  agent: v.string(),
});
export type PageSession = v.InferOutput<typeof pageSessionSchema>;
