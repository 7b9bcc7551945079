import * as v from 'valibot';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { ApiError } from '../../../shared/api/problem.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { deploymentSchema } from './project-cache.ts';

const mostPages = 10; // Of 100 keys: more are not looked through but searched for.

export interface Project {
  readonly deployment: Output<'readDeployment'>;
  readonly keys: readonly KeyView[];
}

/** The deployment and its keys, up to the newest 1,000. Rejects with an `ApiError`. */
export async function readProject(client: Pick<Client, 'readDeployment' | 'listKeys'>): Promise<Project> {
  const [deployment, keys] = await Promise.all([client.readDeployment({}), readAllKeys(client)]);
  if (!v.is(deploymentSchema, deployment)) throw new ApiError('internal');
  return { deployment, keys };
}

async function readAllKeys({ listKeys }: Pick<Client, 'listKeys'>): Promise<readonly KeyView[]> {
  const keys: KeyView[] = [];
  let after: string | null | undefined;
  for (let page = 0; page < mostPages && after !== null; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a page says where the next one starts
    const answer: Output<'listKeys'> = await listKeys(after === undefined ? {} : { after });
    keys.push(...answer.keys);
    after = answer.next;
  }
  return keys;
}
