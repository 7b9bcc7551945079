import * as v from 'valibot';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import type { SiteRule } from '../../../shared/context/site-rule.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { readPages } from '../../api/read-pages.ts';
import { deploymentSchema } from './project-cache.ts';

const mostPages = 10; // Of 100 keys: more are not looked through but searched for.

export interface Project {
  readonly deployment: Output<'readDeployment'>;
  readonly keys: readonly KeyView[];
  readonly siteRules: readonly SiteRule[];
}

export type ProjectClient = Pick<Client, 'readDeployment' | 'listKeys' | 'listSiteRules'>;

/** The deployment, its keys, up to the newest 1,000, and its site rules. Rejects with an `ApiError`. */
export async function readProject(client: ProjectClient): Promise<Project> {
  const [deployment, pages, { siteRules }] = await Promise.all([
    client.readDeployment({}),
    readPages(client.listKeys, mostPages),
    client.listSiteRules({}),
  ]);
  if (!v.is(deploymentSchema, deployment)) throw new ApiError('internal');
  return { deployment, keys: pages.flatMap(({ keys }) => keys), siteRules };
}
