import * as v from 'valibot';

/** One operation: what it takes, what it answers, where it is mounted. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}`;
  /** What it does, in one sentence for whoever reads the reference. */
  readonly summary: string;
  readonly input: v.GenericSchema;
  readonly output: v.GenericSchema;
  /** Of a successful answer; 200 where it is left out. */
  readonly status?: number;
  /**
   * Changes one thing that has a revision. `If-Match: "r12"` says which one the caller has seen (RFC 9110, section
   * 13.1.1) and becomes `rev` of the input, which is `ifMatchSchema`; `*` stands for any, and is `undefined`.
   */
  readonly ifMatch?: true;
  /** Makes something, so `Idempotency-Key` is required: sent again under the same key, it is not made twice. */
  readonly idempotent?: true;
  /** Closes a key or something of it (`id`). `Idempotency-Key` may be sent: then what was done under it is answered again. */
  readonly repeatable?: true;
  /** What is answered then, where `output` tells a secret: no secret is kept to be told again (see `replayedSecret`). */
  readonly replayed?: v.GenericSchema;
  /** Fields that hold credentials: a command line must not take them from its arguments, which others can see. */
  readonly secretFields?: readonly string[];
  /** How much is read of a body at most; 64 KiB where it is left out. */
  readonly bodyBytes?: number;
  /** Needs no access token: a proof by the device's key (RFC 9449) is all that is asked for. */
  readonly proved?: true;
  /** The answer is NDJSON: any number of `output`, one a line. Its handler yields them one by one. */
  readonly lines?: true;
}

/** The revision a change builds on; left out where any will do. */
export const ifMatchSchema = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));

/** Stands in a replayed answer for the secret: it is told by revealing it, under the rules for that. */
export const replayedSecret = { secret: v.null(), secretAvailable: v.literal('reveal') } as const;
