import { isAbsolute, join } from 'node:path';

import { createApiClient, type Client } from '../api-client.ts';
import { Failure } from '../failure.ts';
import { root } from '../stack/wrangler.ts';
import { readToken } from '../storage/console-token.ts';

export interface Place {
  /** Of the deployment that `npm start` runs, where the environment names no other. */
  readonly url: string;
  readonly storage: string;
}

/** The API of `KEYHARBOR_URL` with `KEYHARBOR_TOKEN`, else of the deployment on this machine. */
export function connect({ url, storage }: Place): Client {
  const { KEYHARBOR_URL, KEYHARBOR_TOKEN } = process.env;
  if (KEYHARBOR_TOKEN !== undefined) return createApiClient(KEYHARBOR_URL ?? url, KEYHARBOR_TOKEN);
  if (KEYHARBOR_URL !== undefined)
    throw new Failure('KEYHARBOR_URL is set, KEYHARBOR_TOKEN is not: set both, or neither.');
  const folder = isAbsolute(storage) ? storage : join(root, storage);
  const token = readToken(join(folder, 'console-token'));
  if (token === null)
    throw new Failure(
      'No deployment is named. Set KEYHARBOR_URL and KEYHARBOR_TOKEN, or run "npm start" first.',
    );
  return createApiClient(url, token);
}
