import * as v from 'valibot';

const longestText = 1_024;
const text = v.pipe(v.string(), v.maxLength(longestText));
const scalar = v.union([text, v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);

/** RFC 6901: `/path`, `/items/0/url`; up to 16 steps. */
const pointer = v.pipe(
  v.string(),
  v.maxLength(256),
  v.regex(/^(?:\/(?:[^~/]|~[01])*){1,16}$/, 'Expected a JSON Pointer such as /path'),
);

/** `example.com`, or `*.example.com` for every name below it. */
const host = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.maxLength(253),
  v.regex(
    /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$|^\[[0-9a-f:.]+\]$/,
    'Expected a host name, or *. and one',
  ),
);

/** One test of one argument, which `pointer` leads to. */
export const conditionSchema = v.variant('test', [
  v.strictObject({ pointer, test: v.literal('equals'), value: scalar }),
  v.strictObject({ pointer, test: v.literal('oneOf'), values: v.pipe(v.array(scalar), v.maxLength(100)) }),
  /** A text that reads as a pattern with `*` says; `/home/*` for a prefix. Never one that climbs by `..`. */
  v.strictObject({ pointer, test: v.literal('matches'), pattern: text }),
  /** A text of at most so many UTF-16 units, or an array of at most so many items. */
  v.strictObject({
    pointer,
    test: v.literal('maxLength'),
    length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_048_576)),
  }),
  /** An absolute URL of the web whose host is in the list. */
  v.strictObject({ pointer, test: v.literal('urlHost'), hosts: v.pipe(v.array(host), v.maxLength(100)) }),
]);
export type Condition = v.InferOutput<typeof conditionSchema>;
