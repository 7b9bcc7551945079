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
  const ids = grants.map(({ project }) => project).filter((project) => project !== everyProject);
  const names = ids.length === 0 ? new Map<string, string>() : await namesOf(ids, env);
  return grants.map(({ role, project }) => {
    const { name, may } = words.roles[role];
    const where =
      project === everyProject ? words.everywhere : words.inProject(names.get(project) ?? project);
    return { role: name, where, may };
  });
}

async function namesOf(ids: readonly string[], env: Env): Promise<ReadonlyMap<string, string>> {
  const found = createProjectTable(env.RECORD).list('', ids.length, ids);
  const projects = await found.catch(() => []); // The page is about more than their names.
  return new Map(projects.map(({ id, name }) => [id, name]));
}
