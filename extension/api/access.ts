import * as v from 'valibot';

/** What the Worker said last of its time: proofs are made by it. */
const clockSchema = v.object({
  nonce: v.string(),
  /** Milliseconds that the Worker's clock is ahead of ours. */
  ahead: v.number(),
});
export type Clock = v.InferOutput<typeof clockSchema>;

/** Before the Worker said anything. */
export const noClock: Clock = { nonce: '', ahead: 0 };

/** What opens the Worker for ten minutes, with a proof by this browser's key each time. Kept in memory only. */
export const accessSchema = v.object({
  token: v.string(),
  /** Unix milliseconds by our clock. */
  endsAt: v.number(),
  clock: clockSchema,
  /** How often in a row it was renewed by the background, without a page that needed it. */
  renewals: v.number(),
});
export type Access = v.InferOutput<typeof accessSchema>;
