import * as v from 'valibot';

import { errorCodes } from '../../errors.ts';
import { imageIdSchema, keyIdSchema } from '../../ids.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';
import { readDeployment } from './read-deployment.ts';

/**
 * What comparing the record with a key's gate found: `same`; `corrected`: the record was behind or said something else;
 * `record_ahead`: the record has a later revision, as after the gate was put back, and was left alone; `no_key`: the
 * gate has no key, so nothing opens.
 */
export const findings = ['same', 'corrected', 'record_ahead', 'no_key'] as const;
export type Finding = (typeof findings)[number];

/**
 * What became of a key of an export: `restored` with its secret; `without_secret`: disabled, and to be given a new value;
 * `deleted`, as it was.
 */
export const restoredAs = ['restored', 'without_secret', 'deleted'] as const;
export type RestoredAs = (typeof restoredAs)[number];

const restoredKeySchema = v.object({
  id: keyIdSchema,
  became: v.union([v.picklist(restoredAs), v.literal('secret_of_another'), v.picklist(errorCodes)]),
});
export type RestoredKey = v.InferOutput<typeof restoredKeySchema>;

/** `without_secret`: disabled, and its upstream's credential is to be given again. */
const restoredImageSchema = v.object({
  id: imageIdSchema,
  became: v.union([v.picklist(restoredAs), v.picklist(errorCodes)]),
});
export type RestoredImage = v.InferOutput<typeof restoredImageSchema>;

/** What there is to know about a deployment as such. */
export const deploymentOperations = {
  readDeployment,
  /**
   * To be asked after the record (D1) was put back to an earlier state, until `next` is `null`: the gates decide what
   * opens in any case, and this makes the record say the same. Each correction is in the audit. Asking again is harmless.
   */
  reconcileRecord: {
    method: 'POST',
    path: '/v1/deployment/reconcile',
    summary: 'Compares the record with the gates, some keys at a time, and corrects the record.',
    input: v.strictObject({ cursor: pageFields.cursor }),
    output: v.object({
      checked: v.number(),
      /** Keys where something was found, or could not be looked at: then with the reason. */
      differences: v.array(
        v.object({ id: keyIdSchema, found: v.union([v.picklist(findings), v.picklist(errorCodes)]) }),
      ),
      next: nextSchema,
    }),
  },
  /**
   * The next lines of an export (NDJSON), to be asked until `next` is `null`. Secrets are in it only with `publicKey`, a
   * P-256 point (raw, URL-safe base64): each encrypted for the holder of the private key, and noted in the audit.
   */
  exportDeployment: {
    method: 'POST',
    path: '/v1/deployment/export',
    summary: 'Gives everything that the deployment has, some lines at a time.',
    input: v.strictObject({
      cursor: pageFields.cursor,
      publicKey: v.optional(v.pipe(v.string(), v.regex(/^B[\w-]{86}$/))),
    }),
    output: v.object({ lines: v.array(v.string()), next: nextSchema }),
  },
  /**
   * Takes the lines of an export in, in their order, up to 100 at a time and 512 KiB together. Only an empty deployment
   * takes the first. Lines that are in already are passed over. `secrets`: those of the keys and images among the lines,
   * by id.
   */
  restoreDeployment: {
    method: 'POST',
    path: '/v1/deployment/restore',
    summary: 'Puts an export into an empty deployment, some lines at a time.',
    input: v.strictObject({
      lines: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(100)),
      secrets: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z][\w.-]{1,63}$/)), v.string()), {}),
    }),
    output: v.object({
      /** Lines that are in, from the first. */
      restored: v.number(),
      keys: v.array(restoredKeySchema),
      images: v.array(restoredImageSchema),
      /** The end was among them, and nothing is missing. */
      done: v.boolean(),
    }),
    bodyBytes: 512 * 1024,
    secretFields: ['secrets'],
  },
} as const satisfies Record<string, Operation>;
