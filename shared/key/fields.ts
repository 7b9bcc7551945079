import * as v from 'valibot';

import { imageIdSchema } from '../ids.ts';

/** What people can read: no control character, no half of one, no invisible mark that reorders text. */
const visible = String.raw`[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;
const text = (bounds: string) =>
  v.pipe(v.string(), v.trim(), v.regex(new RegExp(`^${visible}${bounds}$`, 'u')));

/** 1 to 64 characters (code points), no space at either end. */
export const keyNameSchema = text('{1,64}');

/** Up to 1,000 UTF-16 units; line breaks and tabs are welcome, other control characters are not. */
const noteSchema = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(1000),
  v.regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u),
);

/** `all` that its policy allows, or up to 100 of them, each once. */
export const keyImagesSchema = v.union([
  v.literal('all'),
  v.pipe(
    v.array(imageIdSchema),
    v.minLength(1),
    v.maxLength(100),
    v.check((ids) => new Set(ids).size === ids.length, 'Each image once'),
  ),
]);

const tagsSchema = v.pipe(
  v.array(text('{1,32}')),
  v.maxLength(20),
  v.check((tags) => new Set(tags).size === tags.length, 'Expected each tag once'),
);

/** What can be written on a key, and changed later. All of it is for people, but for the last three. */
export const keyFields = {
  name: keyNameSchema,
  note: noteSchema,
  /** Whoever answers for the key: a person, a team, a machine. */
  owner: text('{0,128}'),
  /** Up to 20 of 1 to 32 characters, each once. */
  tags: tagsSchema,
  /** From this time on (Unix milliseconds) the key opens nothing; `null`: never. */
  expiresAt: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  /** A protected key cannot be deleted until the protection is taken off. */
  protected: v.boolean(),
  /** What the key may be used for, as far as its policy allows it too. */
  images: keyImagesSchema,
} as const;

/** A change of some fields; those left out stay as they are. */
export const keyEditSchema = v.partial(v.strictObject(keyFields));
export type KeyEdit = v.InferOutput<typeof keyEditSchema>;
