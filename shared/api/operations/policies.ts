import * as v from 'valibot';

import { keyIdSchema, policyIdSchema, projectIdSchema } from '../../ids.ts';
import { policyEditSchema, policyFields, policySchema } from '../../policy/policy.ts';
import { trialSchema } from '../../policy/trial.ts';
import { projectField } from '../../project/project.ts';
import { nextSchema, pageFields } from '../page.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

const onePolicy = v.strictObject({ id: policyIdSchema });
const onePolicyAsSeen = { id: policyIdSchema, rev: ifMatchSchema };
const version = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,8}$/, 'Expected the number of a version'),
  v.transform(Number),
);

/** A policy at its current version. */
const policyViewSchema = v.object({
  ...policySchema.entries,
  projectId: projectIdSchema,
  /** The version again, as `If-Match` has it. */
  rev: v.number(),
  /** Can be neither changed nor deleted. */
  builtIn: v.boolean(),
  /** How many keys have it; 1,000 stands for that many or more. */
  keys: v.number(),
  /** How many of them are still to be told of this version, counted likewise; until then they have an earlier one. */
  behind: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type PolicyView = v.InferOutput<typeof policyViewSchema>;

/**
 * A policy after an edit. Up to 200 keys are told of it at once; those that could not be (`missed`) and all others within
 * the next minutes. Then the status is 202.
 */
const changedPolicy = v.object({
  policy: policyViewSchema,
  keys: v.object({ updated: v.number(), missed: v.number() }),
  /** Where to see how far it is: `/v1/policies/<id>`, whose `behind` counts down; `null`: every key has it. */
  progress: v.nullable(v.string()),
});

/** What can be done to policies. */
export const policyOperations = {
  /** By name, the built-in one first. */
  listPolicies: {
    method: 'GET',
    path: '/v1/policies',
    summary: 'Lists policies, the built-in one first, then by name.',
    input: v.strictObject({ project: projectField, ...pageFields }),
    output: v.object({ policies: v.array(policyViewSchema), next: nextSchema }),
  },
  createPolicy: {
    method: 'POST',
    path: '/v1/policies',
    summary: 'Makes a policy, at version 1.',
    idempotent: true,
    input: v.strictObject({ project: projectField, ...policyFields }),
    output: policyViewSchema,
    status: 201,
  },
  /**
   * Tries a draft on the last calls (up to 200 of each key, up to 100 keys) of the keys that have a policy, or of those
   * that are named. Nothing is changed. Arguments are not kept, so what hangs on them is `undecided`.
   */
  tryPolicy: {
    method: 'POST',
    path: '/v1/policies/dry-run',
    summary: 'Tells which of the last calls a draft of a policy would have refused, and by which rule.',
    input: v.strictObject({
      ...policyFields,
      name: v.optional(policyFields.name, 'Draft'),
      policyId: v.optional(policyIdSchema),
      keyIds: v.optional(v.pipe(v.array(keyIdSchema), v.maxLength(100))),
    }),
    output: v.object({
      ...trialSchema.entries,
      /** `missed`: could not be asked, or are not there. */
      keys: v.object({ asked: v.number(), missed: v.number() }),
    }),
  },
  readPolicy: {
    method: 'GET',
    path: '/v1/policies/:id',
    summary: 'Reads a policy at its current version.',
    input: onePolicy,
    output: policyViewSchema,
  },
  /** Makes the next version, for connections made from now on; open sessions keep theirs. What is left out stays. */
  editPolicy: {
    method: 'PATCH',
    path: '/v1/policies/:id',
    summary: 'Makes the next version of a policy, for connections made from now on.',
    ifMatch: true,
    input: v.strictObject({ ...onePolicyAsSeen, ...policyEditSchema.entries }),
    output: changedPolicy,
  },
  /** Makes a version that says what `version` said. */
  restorePolicy: {
    method: 'POST',
    path: '/v1/policies/:id/restore',
    summary: 'Makes the next version of a policy from an earlier one.',
    ifMatch: true,
    input: v.strictObject({ ...onePolicyAsSeen, version: policySchema.entries.version }),
    output: changedPolicy,
  },
  /** Only when no key has it; `policy_in_use` names up to ten that have, in `keys`. */
  deletePolicy: {
    method: 'DELETE',
    path: '/v1/policies/:id',
    summary: 'Deletes a policy that no key has.',
    ifMatch: true,
    input: v.strictObject(onePolicyAsSeen),
    output: onePolicy,
  },
  /** Field by field and rule by rule, as JSON Pointers; what a side has not is left out. */
  readPolicyDiff: {
    method: 'GET',
    path: '/v1/policies/:id/diff',
    summary: 'Tells what differs between two versions of a policy.',
    input: v.strictObject({ id: policyIdSchema, from: version, to: version }),
    output: v.object({
      changes: v.array(
        v.object({ pointer: v.string(), before: v.optional(v.unknown()), after: v.optional(v.unknown()) }),
      ),
    }),
  },
  /** Every version that was ever current, newest first. */
  listPolicyVersions: {
    method: 'GET',
    path: '/v1/policies/:id/versions',
    summary: 'Lists every version that was ever current, newest first.',
    input: v.strictObject({ ...onePolicy.entries, ...pageFields }),
    output: v.object({
      versions: v.array(v.object({ ...policySchema.entries, actor: v.string(), createdAt: v.number() })),
      next: nextSchema,
    }),
  },
} as const satisfies Record<string, Operation>;
