import * as v from 'valibot';

/** A pairing that waits for somebody's approval. Kept in memory, so that a page that is loaded anew goes on with it. */
export const waitingSchema = v.object({
  address: v.string(),
  /** `WDJB-MJHT` */
  code: v.string(),
  /** Unix milliseconds. */
  endsAt: v.number(),
  /** Seconds between one question and the next. */
  interval: v.number(),
});
export type Waiting = v.InferOutput<typeof waitingSchema>;

/** The page where the code is typed; it stands there already. Of the address that the person gave, whatever the Worker says. */
export function approvalPage({ address, code }: Waiting): string {
  return `${address}/pair?code=${code}`;
}
