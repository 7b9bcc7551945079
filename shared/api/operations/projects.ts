import * as v from 'valibot';

import { projectIdSchema } from '../../ids.ts';
import { projectFields, projectSchema } from '../../project/project.ts';
import { nextSchema, pageFields } from '../page.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

/** What can be done to projects. */
export const projectOperations = {
  listProjects: {
    method: 'GET',
    path: '/v1/projects',
    summary: 'Lists the projects that one has a part in, by name, archived ones included.',
    input: v.strictObject(pageFields),
    output: v.object({ projects: v.array(projectSchema), next: nextSchema }),
  },
  createProject: {
    method: 'POST',
    path: '/v1/projects',
    summary: 'Makes a project.',
    input: v.strictObject({
      name: projectFields.name,
      disableExposedKeys: v.optional(projectFields.disableExposedKeys, true),
      secretsRecoverable: v.optional(projectFields.secretsRecoverable, true),
      membersReveal: v.optional(projectFields.membersReveal, false),
    }),
    output: projectSchema,
    status: 201,
    idempotent: true,
  },
  readProject: {
    method: 'GET',
    path: '/v1/projects/:id',
    summary: 'Reads a project.',
    input: v.strictObject({ id: projectIdSchema }),
    output: projectSchema,
  },
  /**
   * What is left out stays. In an archived project nothing can be made; its keys keep their state, go on working, and
   * can still be disabled and deleted.
   */
  editProject: {
    method: 'PATCH',
    path: '/v1/projects/:id',
    summary: 'Renames a project, changes its settings, or puts it into the archive or out of it.',
    input: v.strictObject({
      id: projectIdSchema,
      rev: ifMatchSchema,
      ...v.partial(v.strictObject(projectFields)).entries,
      archived: v.optional(v.boolean()),
    }),
    output: projectSchema,
    ifMatch: true,
  },
} as const satisfies Record<string, Operation>;
