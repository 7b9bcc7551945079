import * as v from 'valibot';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { readPages } from '../../api/read-pages.ts';
import { deploymentSchema } from './project-cache.ts';

const mostPages = 10; // Of 100 keys: more are not looked through but searched for.

export interface Project {
  readonly deployment: Output<'readDeployment'>;
  readonly keys: readonly KeyView[];
}

/** The deployment and its keys, up to the newest 1,000. Rejects with an `ApiError`. */
export async function readProject(client: Pick<Client, 'readDeployment' | 'listKeys'>): Promise<Project> {
  const [deployment, pages] = await Promise.all([
    client.readDeployment({}),
    readPages(client.listKeys, mostPages),
  ]);
  if (!v.is(deploymentSchema, deployment)) throw new ApiError('internal');
  return { deployment, keys: pages.flatMap(({ keys }) => keys) };
}
