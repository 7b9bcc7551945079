import * as v from 'valibot';

import { projectIdSchema } from '../ids.ts';

/** What a person can be, in one project or in all. What each may do: `roles.ts`. */
export const roles = ['owner', 'admin', 'operator', 'member', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** Stands for every project there is and will be, and for the deployment itself. */
export const everyProject = '*';

/** A role in a project (`prj_…`), or in all (`*`). Owners are owners of everything. */
export const grantSchema = v.strictObject({
  role: v.picklist(roles),
  project: v.union([projectIdSchema, v.literal(everyProject)]),
});
export type Grant = v.InferOutput<typeof grantSchema>;

/** All the grants of one person: up to 50, at most one for each project. */
export const grantsSchema = v.pipe(
  v.array(grantSchema),
  v.maxLength(50),
  v.checkItems(
    ({ project }, at, all) => all.findIndex((each) => each.project === project) === at,
    'Expected one role for each project',
  ),
  v.everyItem(
    ({ role, project }) => role !== 'owner' || project === everyProject,
    'Expected owners to be owners of every project (*)',
  ),
);

/** The grants cut down to some projects: no more than they were, and nothing of the deployment itself. */
export function within(grants: readonly Grant[], projects: readonly string[]): readonly Grant[] {
  return projects.flatMap((project) =>
    grants
      .filter((grant) => grant.project === project || grant.project === everyProject)
      .map(({ role }) => ({ role, project })),
  );
}

/** Whether these are the grants of an owner. */
export function isOwner(grants: readonly Grant[]): boolean {
  return grants.some(({ role }) => role === 'owner');
}

/** The projects that are named in grants. */
export function projectsOf(grants: readonly Grant[]): string[] {
  return grants.map(({ project }) => project).filter((project) => project !== everyProject);
}
