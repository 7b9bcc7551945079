import * as v from 'valibot';

import { projectIdSchema } from '../ids.ts';
import { keyNameSchema } from '../key/fields.ts';

/** The project of whatever does not say another. It cannot be archived. */
export const defaultProjectId = 'prj_default';

/** Stands in the audit for what belongs to no project: people, devices, console tokens. No project is called so. */
export const noProjectId = 'prj_deployment';

/** For every input that makes or lists something: the project it is about. */
export const projectField = v.optional(projectIdSchema, defaultProjectId);

/** What people set on a project. */
export const projectFields = {
  /** 1 to 64 characters; each project of a deployment has another. */
  name: keyNameSchema,
  /** Whether a key whose secret was found where it does not belong is disabled at once. */
  disableExposedKeys: v.boolean(),
  /** Whether the secret of a new key can be shown again, where its creator does not say. */
  secretsRecoverable: v.boolean(),
  /** Whether members of the project may see the secrets of its keys. */
  membersReveal: v.boolean(),
} as const;

/** A group of keys and policies. Times are Unix milliseconds. */
export const projectSchema = v.object({
  id: projectIdSchema,
  ...projectFields,
  /** Counts the changes of this project, from 1. */
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
  /** Since when it takes nothing new; `null`: it does. */
  archivedAt: v.nullable(v.number()),
});
export type Project = v.InferOutput<typeof projectSchema>;
