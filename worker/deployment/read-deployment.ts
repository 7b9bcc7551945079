import type { Output } from '../../shared/api/contract.ts';
import { defaultProjectId } from '../../shared/project/project.ts';
import type { Context } from '../context.ts';
import { recordGone } from '../http/problem.ts';
import { listEnabledImages } from '../images/catalogue.ts';
import { isBootstrapTokenSet } from '../people/bootstrap.ts';
import { reachOf } from '../people/check-access.ts';
import { createProjectTable } from '../projects/project-table.ts';

/** More are not chosen from in a menu but looked for: `listProjects` has all of them. */
const mostProjects = 100;

/** What a console needs to know before anything else, as far as whoever asks has a part in it. Throws `record_unavailable`. */
export async function readDeployment({ env, principal }: Context): Promise<Output<'readDeployment'>> {
  const among = reachOf(principal, 'projects.read');
  const projects = await createProjectTable(env.RECORD).listOpen(mostProjects, among).catch(recordGone);
  const isDefaultSeen = among?.includes(defaultProjectId) ?? true;
  return {
    gateway: env.GATEWAY,
    bootstrapTokenSet: isBootstrapTokenSet(env),
    projects: projects.map(({ id, name }) => ({ id, name })),
    images: await listEnabledImages(isDefaultSeen ? defaultProjectId : null, env).catch(recordGone),
  };
}
