import * as v from 'valibot';

const upTo = (most: number) =>
  v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))), null);

/**
 * How much of a key may be used at once and over time; `null`: as much as the deployment bears.
 *
 * All count per key, whatever its clients call themselves. Listing and discovery are not calls here, and what is
 * refused is not charged.
 */
export const limitFields = {
  /** Sessions open at once. */
  maxSessions: upTo(1_000),
  /** Calls that have not been answered in full yet. */
  concurrentCalls: upTo(10_000),
  /** Calls within any 60 seconds. */
  callsPerMinute: upTo(1_000_000),
  /** Calls within a day (UTC). */
  callsPerDay: upTo(100_000_000),
  /** How long one call may take with its answer, in seconds; nothing can make it more than 300. */
  callSeconds: upTo(300),
} as const;

const limitsSchema = v.object(limitFields);
export type Limits = v.InferOutput<typeof limitsSchema>;

export const noLimits: Limits = {
  maxSessions: null,
  concurrentCalls: null,
  callsPerMinute: null,
  callsPerDay: null,
  callSeconds: null,
};
