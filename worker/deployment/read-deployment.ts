import type { Output } from '../../shared/api/contract.ts';
import { recordGone } from '../http/problem.ts';
import { listEnabledImages } from '../images/catalogue.ts';
import { createProjectTable } from '../projects/project-table.ts';

/** More are not chosen from in a menu but looked for: `listProjects` has all of them. */
const mostProjects = 100;

/** What a console needs to know before anything else. Throws `record_unavailable`. */
export async function readDeployment(env: Env): Promise<Output<'readDeployment'>> {
  const projects = await createProjectTable(env.RECORD).listOpen(mostProjects).catch(recordGone);
  return {
    gateway: env.GATEWAY,
    projects: projects.map(({ id, name }) => ({ id, name })),
    images: await listEnabledImages(env).catch(recordGone),
  };
}
