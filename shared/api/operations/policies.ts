import * as v from 'valibot';

import { policyIdSchema } from '../../ids.ts';
import { policyFields, policySchema } from '../../policy/policy.ts';
import { projectField } from '../../project/project.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

const onePolicy = v.strictObject({ id: policyIdSchema });

/** A policy at its current version. */
const policyViewSchema = v.object({
  ...policySchema.entries,
  /** Can be neither changed nor deleted. */
  builtIn: v.boolean(),
  /** How many keys have it. */
  keys: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type PolicyView = v.InferOutput<typeof policyViewSchema>;

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
  readPolicy: {
    method: 'GET',
    path: '/v1/policies/:id',
    summary: 'Reads a policy at its current version.',
    input: onePolicy,
    output: policyViewSchema,
  },
  /**
   * Makes the next version, for connections made from now on; open sessions keep theirs. `basedOn`: the version
   * that was edited, so that nobody's edit is lost. `keys.missed`: keys that could not be told and keep the
   * version before; sending the same again tells them.
   */
  updatePolicy: {
    method: 'PUT',
    path: '/v1/policies/:id',
    summary: 'Makes the next version of a policy, for connections made from now on.',
    input: v.strictObject({ id: policyIdSchema, basedOn: policySchema.entries.version, ...policyFields }),
    output: v.object({
      policy: policyViewSchema,
      keys: v.object({ updated: v.number(), missed: v.number() }),
    }),
  },
  /** Only when no key has it. */
  deletePolicy: {
    method: 'DELETE',
    path: '/v1/policies/:id',
    summary: 'Deletes a policy that no key has.',
    input: onePolicy,
    output: onePolicy,
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
