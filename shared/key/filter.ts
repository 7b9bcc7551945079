import * as v from 'valibot';

import { imageIdSchema, policyIdSchema } from '../ids.ts';

/** A number of days, 1 to 3,650; in a URL it is text. */
const daysSchema = v.pipe(
  v.union([v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number)), v.number()]),
  v.integer(),
  v.minValue(1),
  v.maxValue(3650),
);

/** Yes or no; in a URL it is text. */
const flagSchema = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((text) => text === 'true'),
  ),
]);

const word = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));

/** Which keys of a project; a key has to fit all that is given. Deleted ones never do. */
export const keyFilterFields = {
  status: v.optional(v.picklist(['active', 'disabled'])),
  policy: v.optional(policyIdSchema),
  /** May be used for this image, by itself and by its policy. */
  image: v.optional(imageIdSchema),
  owner: v.optional(word(128)),
  tag: v.optional(word(32)),
  /** Expires within so many days, or has expired. */
  expiringDays: v.optional(daysSchema),
  /** Was not used for so many days; one that never was, since it was made. */
  unusedDays: v.optional(daysSchema),
  neverUsed: v.optional(flagSchema),
  /** Its value was seen where it should not be. */
  exposed: v.optional(flagSchema),
  /** Words that occur in name, note, owner or tags, in any order, also in the middle of a word. */
  search: v.optional(word(128)),
} as const;

export const keyFilterSchema = v.strictObject(keyFilterFields);
export type KeyFilter = v.InferOutput<typeof keyFilterSchema>;

/** `created`: newest first. `name`: by code points. `used`: the last used first, those that never were last. */
export const keySorts = ['created', 'name', 'used'] as const;
export type KeySort = (typeof keySorts)[number];
