import * as v from 'valibot';

/** Why a Worker no longer takes this browser for one of its devices: it has to be paired again. */
export const endings = ['device_revoked', 'device_expired', 'authentication_required'] as const;
export type Ending = (typeof endings)[number];

/** The Worker that this browser is paired with. Nothing in here opens anything. */
export const connectionSchema = v.object({
  /** `https://keys.example`: an origin, without a path. */
  address: v.string(),
  /** `dev_…` */
  device: v.string(),
  /** `null` while it holds. */
  ended: v.nullable(v.picklist(endings)),
});
export type Connection = v.InferOutput<typeof connectionSchema>;
