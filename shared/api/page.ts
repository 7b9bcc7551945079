import * as v from 'valibot';

/** How much of a list is asked for, and from where on. For the `input` of every operation that answers a page. */
export const pageFields = {
  /** 1 to 100; 25 where it is left out. */
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/), v.transform(Number)), '25'),
  /** The `next` of the page before; the first page where it is left out. */
  cursor: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,1024}$/))),
} as const;

/** How many there are among the first 1,000 that were looked at, and whether those are all. */
export const totalSchema = v.object({ count: v.number(), exact: v.boolean() });

/** The `cursor` of the page after this one; `null` on the last. Good for the same list with the same filter only. */
export const nextSchema = v.nullable(v.string());
