import * as v from 'valibot';

import { projectIdSchema } from '../ids.ts';
import { personIdSchema, tokenIdSchema } from './ids.ts';
import { personNameSchema } from './person.ts';
import { actions, tokenActions } from './roles.ts';

export const tokenDays = 90;

/** What is said of a token when it is made. */
export const tokenFields = {
  /** 1 to 64 characters: what uses it. */
  name: personNameSchema,
  /** Where it may be used; `null`: wherever its person may act. */
  projects: v.nullable(v.pipe(v.array(projectIdSchema), v.minLength(1), v.maxLength(50))),
  /** What it may be used for, as far as its person may do it. */
  actions: v.pipe(v.array(v.picklist(tokenActions)), v.minLength(1), v.maxLength(tokenActions.length)),
  /** 1 to 90. */
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(tokenDays)),
} as const;

/** A console token, without its value. Times are Unix milliseconds. */
export const tokenSchema = v.object({
  id: tokenIdSchema,
  /** Whose it is: it can never do what this person may not. */
  person: personIdSchema,
  name: v.string(),
  projects: v.nullable(v.array(projectIdSchema)),
  /** `null`: everything, as for the token that setting up gives. */
  actions: v.nullable(v.array(v.picklist(actions))),
  createdAt: v.number(),
  expiresAt: v.number(),
  /** To the minute; `null`: not yet. */
  usedAt: v.nullable(v.number()),
});
export type ConsoleToken = v.InferOutput<typeof tokenSchema>;
