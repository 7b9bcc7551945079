import type { Project } from '../../shared/project/project.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { createProjectTable } from './project-table.ts';

/** The project called `id`. Throws `project_not_found`, `record_unavailable`. */
export async function findProject(id: string, env: Env): Promise<Project> {
  const project = await createProjectTable(env.RECORD).read(id).catch(recordGone);
  if (project === null) throw new Problem('project_not_found');
  return project;
}

/** Throws `project_not_found` where one of them does not exist; `record_unavailable`. */
export async function checkProjectsExist(ids: readonly string[], env: Env): Promise<void> {
  if (ids.length === 0) return;
  const wanted = new Set(ids);
  const there = await createProjectTable(env.RECORD)
    .list('', wanted.size, [...wanted])
    .catch(recordGone);
  if (there.length < wanted.size) throw new Problem('project_not_found');
}

/** The project called `id`, for something that is to be made in it. Throws `project_archived` too; the record has the last word. */
export async function findOpenProject(id: string, env: Env): Promise<Project> {
  const project = await findProject(id, env);
  if (project.archivedAt !== null) throw new Problem('project_archived');
  return project;
}
