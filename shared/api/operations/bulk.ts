import * as v from 'valibot';

import { errorCodes } from '../../errors.ts';
import { keyIdSchema } from '../../ids.ts';
import { keyFields } from '../../key/fields.ts';
import { keyFilterSchema } from '../../key/filter.ts';
import { keyViewSchema } from '../../key/key.ts';
import { projectField } from '../../project/project.ts';
import { totalSchema } from '../page.ts';
import { keyOperations } from './keys.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

const { assignPolicy, disableKey } = keyOperations;
const tagsSchema = v.optional(keyFields.tags, []);

/** One command for many keys: what the operations on one key take, but for the key. */
const commandSchema = v.variant('do', [
  v.strictObject({ do: v.literal('enable') }),
  v.strictObject({ do: v.literal('disable'), mode: disableKey.input.entries.mode }),
  v.strictObject({ do: v.literal('delete') }),
  v.strictObject({
    do: v.literal('assign'),
    policyId: assignPolicy.input.entries.policyId,
    apply: assignPolicy.input.entries.apply,
  }),
  v.strictObject({ do: v.literal('set_expiry'), expiresAt: keyFields.expiresAt }),
  v.strictObject({ do: v.literal('tag'), add: tagsSchema, remove: tagsSchema }),
]);
export type BulkCommand = v.InferOutput<typeof commandSchema>;

/** The operation that does the same to one key. */
export const alone = {
  enable: 'enableKey',
  disable: 'disableKey',
  delete: 'deleteKey',
  assign: 'assignPolicy',
  set_expiry: 'editKey',
  tag: 'editKey',
} as const satisfies Record<BulkCommand['do'], keyof typeof keyOperations>;

/** What became of one key: as it now is, or why nothing was done to it. */
const resultSchema = v.variant('ok', [
  v.object({
    ok: v.literal(true),
    id: keyIdSchema,
    key: keyViewSchema,
    record: v.picklist(['written', 'pending']),
  }),
  v.object({ ok: v.literal(false), id: keyIdSchema, code: v.picklist(errorCodes) }),
]);
export type BulkResult = v.InferOutput<typeof resultSchema>;

/** What can be done to many keys at once. */
export const bulkOperations = {
  /**
   * What a run with this filter would be about: how many keys, the first of them, and a `token` that stands for just
   * these. Keys that are made or changed afterwards are left alone.
   */
  previewBulk: {
    method: 'POST',
    path: '/v1/keys/bulk/preview',
    summary: 'Tells which keys a command for many would be about, and gives the token to run it with.',
    input: v.strictObject({ project: projectField, filter: v.optional(keyFilterSchema, {}) }),
    output: v.object({ total: totalSchema, keys: v.array(keyViewSchema), token: v.string() }),
  },
  /**
   * Carries a command out on the next 25 keys of a preview, or on up to 100 that are named by `ids`. Each key's gate
   * decides as if it were asked alone, and a refusal stops no other key. `next` is the token that goes on; `null` after
   * the last. Asking again with the same token is harmless: what was changed is left alone.
   */
  runBulk: {
    method: 'POST',
    path: '/v1/keys/bulk',
    summary: 'Carries one command out on many keys, some at a time, with a result for each.',
    input: v.strictObject({
      project: projectField,
      command: commandSchema,
      /** The same as in the preview; only together with `token`. */
      filter: v.optional(keyFilterSchema, {}),
      token: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{1,1024}$/))),
      ids: v.optional(v.pipe(v.array(keyIdSchema), v.minLength(1), v.maxLength(100))),
      /** At which revision a key was seen, by its id: one that was changed since is refused as `revision_mismatch`. */
      revs: v.optional(v.record(keyIdSchema, v.nonOptional(ifMatchSchema)), {}),
    }),
    output: v.object({ results: v.array(resultSchema), next: v.nullable(v.string()) }),
  },
} as const satisfies Record<string, Operation>;
