import { everyProject, type Grant } from '../../shared/people/grant.ts';
import { createProjectTable } from '../projects/project-table.ts';
import type { Visit } from './visit.ts';

/** A role and where it holds, in words. */
export interface GrantInWords {
  readonly role: string;
  readonly where: string;
  /** What it lets somebody do, as the end of a sentence. */
  readonly may: string;
}

/** Grants as people read them. A project whose name cannot be looked up at the moment is called by its id. */
export async function sayGrants(
  grants: readonly Grant[],
  { env, words }: Pick<Visit, 'env' | 'words'>,
): Promise<GrantInWords[]> {
  const projects = createProjectTable(env.RECORD);
  return Promise.all(
    grants.map(async ({ role, project }) => {
      const { name, may } = words.roles[role];
      if (project === everyProject) return { role: name, where: words.everywhere, may };
      const found = await projects.read(project).catch(() => null); // The page is about more than its name.
      return { role: name, where: words.inProject(found?.name ?? project), may };
    }),
  );
}
