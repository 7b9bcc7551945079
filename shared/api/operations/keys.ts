import * as v from 'valibot';

import { imageIdSchema, keyIdSchema, policyIdSchema } from '../../ids.ts';
import { keyEditSchema, keyFields } from '../../key/fields.ts';
import { keyFilterFields, keySorts } from '../../key/filter.ts';
import { keyViewSchema } from '../../key/key.ts';
import { projectField } from '../../project/project.ts';
import { nextSchema, pageFields, totalSchema } from '../page.ts';
import { listSessions } from './key-sessions.ts';
import { ifMatchSchema, replayedSecret, type Operation } from './operation.ts';
import { testKey } from './test-key.ts';

const oneKey = v.strictObject({ id: keyIdSchema });
const oneKeyAsSeen = v.strictObject({ id: keyIdSchema, rev: ifMatchSchema });

/**
 * A key after a change. `record` is `pending` where the change is in force but the record could not be written
 * yet (answered with 202): it will be, without asking again.
 */
const changedKey = v.object({ key: keyViewSchema, record: v.picklist(['written', 'pending']) });

/**
 * Deleted ones are left out. A page may hold fewer than asked for, or none, while `next` is not `null`: looking for
 * what is rare goes on with the next page. `total` is on the first page: how many fit among the first 1,000 that were
 * looked at, and whether those are all.
 */
export const listKeys = {
  method: 'GET',
  path: '/v1/keys',
  summary: 'Lists the keys of a project that fit a filter, newest first, by name, or by last use.',
  input: v.strictObject({
    project: projectField,
    ...pageFields,
    ...keyFilterFields,
    sort: v.optional(v.picklist(keySorts), 'created'),
  }),
  output: v.object({
    keys: v.array(keyViewSchema),
    next: nextSchema,
    total: v.optional(totalSchema),
  }),
} as const satisfies Operation;

/** Makes an active key. `secret` is `khk_…`; it can be read again with `revealKey`. */
export const createKey = {
  method: 'POST',
  path: '/v1/keys',
  summary: 'Makes an active key and tells its value.',
  idempotent: true,
  input: v.strictObject({
    project: projectField,
    ...keyEditSchema.entries,
    name: keyFields.name,
    /** The system default where it is left out. */
    policyId: v.optional(policyIdSchema),
    /** The value is never to be shown again: it is kept in no form that could be. Left out: as the project has it. */
    showOnce: v.optional(v.boolean()),
  }),
  output: v.object({ key: keyViewSchema, secret: v.string() }),
  replayed: v.object({ key: keyViewSchema, ...replayedSecret }),
  status: 201,
} as const satisfies Operation;

/** The key's value. Audited before it is answered; 120 an hour for each caller. */
export const revealKey = {
  method: 'POST',
  path: '/v1/keys/:id/reveal',
  summary: 'Tells the value of a key; audited before it is answered.',
  input: oneKey,
  output: v.object({ secret: v.string() }),
} as const satisfies Operation;

export const enableKey = {
  method: 'POST',
  path: '/v1/keys/:id/enable',
  summary: 'Opens a key.',
  ifMatch: true,
  input: oneKeyAsSeen,
  output: changedKey,
} as const satisfies Operation;

/**
 * Refuses the key from its next request on. `cut` ends its sessions and streams at once. With `drain`, sessions that
 * are open may go on to their own ends (`drainingUntil` at most), and nothing new starts; `listSessions` tells how
 * many there are.
 */
export const disableKey = {
  method: 'POST',
  path: '/v1/keys/:id/disable',
  summary: 'Refuses a key from its next request on, and ends its sessions or lets them end by themselves.',
  ifMatch: true,
  input: v.strictObject({
    ...oneKeyAsSeen.entries,
    mode: v.optional(v.picklist(['cut', 'drain']), 'cut'),
  }),
  output: changedKey,
} as const satisfies Operation;

/** Only when disabled, and for good: its value is erased, its id never used again. */
export const deleteKey = {
  method: 'DELETE',
  path: '/v1/keys/:id',
  summary: 'Deletes a disabled key for good and erases its value.',
  ifMatch: true,
  repeatable: true,
  input: oneKeyAsSeen,
  output: changedKey,
} as const satisfies Operation;

/** What can be done to keys. */
export const keyOperations = {
  listKeys,
  createKey,
  readKey: {
    method: 'GET',
    path: '/v1/keys/:id',
    summary: 'Reads a key.',
    input: oneKey,
    output: keyViewSchema,
  },
  /** Changes what is written on a key; what is left out stays. A new expiry holds at once, for open streams too. */
  editKey: {
    method: 'PATCH',
    path: '/v1/keys/:id',
    summary: 'Changes what is written on a key; what is left out stays.',
    ifMatch: true,
    input: v.strictObject({ id: keyIdSchema, rev: ifMatchSchema, ...keyEditSchema.entries }),
    output: changedKey,
  },
  /**
   * Gives the key another policy, at its current version. It holds for sessions that start afterwards; with `apply`
   * `now`, the open ones are ended.
   */
  assignPolicy: {
    method: 'POST',
    path: '/v1/keys/:id/policy',
    summary: 'Gives a key another policy, at its current version.',
    ifMatch: true,
    input: v.strictObject({
      id: keyIdSchema,
      rev: ifMatchSchema,
      policyId: policyIdSchema,
      apply: v.optional(v.picklist(['from_next_connection', 'now']), 'from_next_connection'),
    }),
    output: changedKey,
  },
  revealKey,
  enableKey,
  disableKey,
  /**
   * Gives the key another value under the same id. The one before opens for `overlapSeconds` more, up to 7 days, to the
   * very end; 0 ends it now. `secret` is told here and, unless the key is shown but once, again by `revealKey`.
   */
  rotateKey: {
    method: 'POST',
    path: '/v1/keys/:id/rotate',
    summary: 'Gives a key another value; the one before opens for a while more, or not.',
    ifMatch: true,
    idempotent: true,
    input: v.strictObject({
      ...oneKeyAsSeen.entries,
      overlapSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7 * 24 * 3600)),
      /** Tickets stay valid unless this says otherwise. */
      revokeTickets: v.optional(v.boolean(), false),
    }),
    output: v.object({ ...changedKey.entries, secret: v.string() }),
    replayed: v.object({ ...changedKey.entries, ...replayedSecret }),
  },
  /** Ends the overlap of a rotation: the value before opens nothing from now on, and its streams are cut. */
  cutPreviousValue: {
    method: 'POST',
    path: '/v1/keys/:id/rotate/cut',
    summary: 'Ends the overlap of a rotation at once.',
    ifMatch: true,
    input: oneKeyAsSeen,
    output: changedKey,
  },
  deleteKey,
  /**
   * Where an MCP client connects with this key: `url`, and the same in every format. The snippets hold the
   * placeholder `${KEYHARBOR_KEY}`, never the secret. `usable` is false while the key is disabled.
   */
  readAddress: {
    method: 'GET',
    path: '/v1/keys/:id/address',
    summary: 'Says where an MCP client connects with a key, in every format.',
    input: v.strictObject({ id: keyIdSchema, image: imageIdSchema }),
    output: v.object({
      url: v.string(),
      usable: v.boolean(),
      snippets: v.array(v.object({ format: v.string(), text: v.string() })),
    }),
  },
  testKey,
  listSessions,
} as const satisfies Record<string, Operation>;
