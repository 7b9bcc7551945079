import * as v from 'valibot';

import { grantsSchema } from '../../people/grant.ts';
import { deviceNameSchema, deviceSchema } from '../../people/device.ts';
import { deviceIdSchema, personIdSchema } from '../../people/ids.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

/**
 * A browser with a key of its own asks to become a device (RFC 8628, where the key stands for the device code): the
 * person types `userCode` at `verificationUri`, while the browser asks every `interval` seconds with `renewAccess`.
 */
export const startPairing = {
  method: 'POST',
  path: '/v1/devices/pairings',
  summary: 'Starts the pairing of a browser, which shows by its key that it is the same one throughout.',
  proved: true,
  input: v.strictObject({ name: deviceNameSchema }),
  output: v.object({
    /** `WDJB-MJHT` */
    userCode: v.string(),
    verificationUri: v.string(),
    verificationUriComplete: v.string(),
    /** Seconds until the code is over. */
    expiresIn: v.number(),
    /** Seconds to wait before asking after it, and in between. */
    interval: v.number(),
  }),
  status: 201,
} as const satisfies Operation;

/** What a paired browser asks with for the next `expiresIn` seconds, each time with a proof by its key (RFC 9449). */
export const renewAccess = {
  method: 'POST',
  path: '/v1/devices/token',
  summary: 'Gives a paired browser an access token, or tells how far its pairing has come.',
  proved: true,
  input: v.strictObject({}),
  output: v.object({
    accessToken: v.string(),
    /** Seconds. */
    expiresIn: v.number(),
    device: deviceSchema,
    person: v.object({ id: personIdSchema, name: v.string() }),
    grants: grantsSchema,
  }),
} as const satisfies Operation;

/** What can be done with devices, the paired browsers. Everybody has to do with their own, admins with all. */
export const deviceOperations = {
  startPairing,
  renewAccess,
  /**
   * Makes the browser that shows this code a device of whoever asks: by a device whose person has just signed in, or by
   * the token of the setup. People do the same on the page `/pair`, where they see what they approve.
   */
  approvePairing: {
    method: 'POST',
    path: '/v1/devices/pairings/approve',
    summary: 'Approves the pairing of a browser that shows a code.',
    input: v.strictObject({ code: v.pipe(v.string(), v.maxLength(32)) }),
    output: deviceSchema,
  },
  /** Newest first; `of`: `me`, or `all` for whoever may read those of others. */
  listDevices: {
    method: 'GET',
    path: '/v1/devices',
    summary: 'Lists paired browsers, newest first.',
    input: v.strictObject({ of: v.optional(v.picklist(['me', 'all']), 'me'), ...pageFields }),
    output: v.object({ devices: v.array(deviceSchema), next: nextSchema }),
  },
  renameDevice: {
    method: 'PATCH',
    path: '/v1/devices/:id',
    summary: 'Changes the name of a device.',
    input: v.strictObject({ id: deviceIdSchema, name: deviceNameSchema }),
    output: deviceSchema,
  },
  /** Its next request is refused. Asking twice is harmless. */
  revokeDevice: {
    method: 'DELETE',
    path: '/v1/devices/:id',
    summary: 'Revokes a device, for good and at once.',
    input: v.strictObject({ id: deviceIdSchema }),
    output: deviceSchema,
  },
} as const satisfies Record<string, Operation>;
