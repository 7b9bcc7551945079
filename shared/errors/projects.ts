import type { ErrorEntry } from './entry.ts';

/** Refusals about projects. */
export const projectErrors = {
  project_not_found: {
    status: 404,
    title: 'There is no such project',
    hint: 'List the projects to see which there are.',
  },
  project_archived: {
    status: 409,
    title: 'The project is archived and takes nothing new',
    hint: 'Use another project, or take this one out of the archive.',
  },
  project_builtin: {
    status: 409,
    title: 'The default project cannot be archived',
    hint: 'Archive the projects that were made beside it.',
  },
  project_name_taken: {
    status: 409,
    title: 'Another project has this name',
    hint: 'Choose a name that no project has, archived ones included.',
  },
} as const satisfies Record<string, ErrorEntry>;
