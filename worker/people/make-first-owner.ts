import { tokenDays } from '../../shared/people/console-token.ts';
import type { Identity } from '../../shared/people/person.ts';
import type { By } from '../audit/entry.ts';
import { orThrow } from '../http/problem.ts';
import { askDirectory } from './ask-directory.ts';
import { bootstrapName } from './bootstrap.ts';
import { newConsoleToken } from './new-console-token.ts';
import type { SetUp } from './setup.ts';
import { dayMs } from './token-handlers.ts';

/**
 * The first owner, for whoever has shown the bootstrap token, and a console token of theirs, `secret`, which is told here
 * and never again. Throws the refusals of `createSetup().setUp`.
 */
export async function makeFirstOwner(
  env: Env,
  { name, identity }: { name: string; identity: Identity | null },
  by: By,
): Promise<SetUp & { readonly secret: string }> {
  const { id, secret, hash } = await newConsoleToken(env);
  const token = { id, name: 'Setting up', expiresAt: Date.now() + tokenDays * dayMs };
  const order = { bootstrap: await bootstrapName(env), name, identity, token, digest: hash };
  return { ...orThrow(await askDirectory(env, (directory) => directory.setUp(order, by))), secret };
}
