import type { Handlers } from '../../shared/api/contract.ts';
import type { projectOperations } from '../../shared/api/operations/projects.ts';
import { prefixes } from '../../shared/ids.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { orThrow, recordGone } from '../http/problem.ts';
import { reachOf } from '../people/check-access.ts';
import { newId } from '../secrets/new-id.ts';
import { findProject } from './find-project.ts';
import { createProjectTable } from './project-table.ts';
import { createProject, editProject } from './write-project.ts';

export const projectHandlers: Pick<Handlers<Context>, keyof typeof projectOperations> = {
  listProjects: async (ask, { env, principal }) => {
    const among = reachOf(principal, 'projects.read');
    const { rows, next } = await readPage(ask, { list: 'projects', project: '' }, env, {
      read: (last, most) =>
        createProjectTable(env.RECORD)
          .list(String(last?.[0] ?? ''), most, among)
          .catch(recordGone),
      positionOf: ({ name }) => [name],
    });
    return { projects: rows, next };
  },
  createProject: async (fields, context) => {
    const id = newId(prefixes.project).toLowerCase();
    const now = Date.now();
    const project = { id, ...fields, rev: 1, createdAt: now, changedAt: now, archivedAt: null };
    return orThrow(await createProject(project, by(context), context.env).catch(recordGone));
  },
  readProject: ({ id }, { env }) => findProject(id, env),
  editProject: async ({ id, rev, ...edit }, context) =>
    orThrow(await editProject({ id, rev, edit }, by(context), context.env).catch(recordGone)),
};
