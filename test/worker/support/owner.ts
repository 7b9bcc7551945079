import { env, exports } from 'cloudflare:workers';

import { contract, type Output } from '../../../shared/api/contract.ts';

const made = await setUp();

/** The console token that setting the deployment up gave its first owner: it may do everything. */
export let token = made.secret;
/** Whom the audit names for what it did. */
export let actor = made.token.id;
export const owner = made.person.id;

/** After the deployment was emptied: it needs an owner again. */
export async function setUpAgain(): Promise<void> {
  const { secret, token: kept } = await setUp();
  [token, actor] = [secret, kept.id];
}

async function setUp(): Promise<Output<'setUp'>> {
  const { method, path } = contract.setUp;
  const headers = { authorization: `Bearer ${env.BOOTSTRAP_TOKEN}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'Owner' });
  const request = new Request(new URL(path, 'http://keys.test'), { method, headers, body });
  return (await exports.default.fetch(request)).json();
}
