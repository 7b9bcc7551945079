import type { Handlers } from '../../shared/api/contract.ts';
import type { consoleTokenOperations } from '../../shared/api/operations/console-tokens.ts';
import type { ConsoleToken } from '../../shared/people/console-token.ts';
import { grantsIn, type Action } from '../../shared/people/roles.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { checkProjectsExist } from '../projects/find-project.ts';
import { askDirectory } from './ask-directory.ts';
import { reachesAll } from './check-access.ts';
import { newConsoleToken } from './new-console-token.ts';
import { readPageById } from './read-page-by-id.ts';

export const dayMs = 24 * 3600 * 1000;

export const tokenHandlers: Pick<Handlers<Context>, keyof typeof consoleTokenOperations> = {
  listTokens: async (ask, { env, principal }) => {
    const person = reachesAll(principal, 'tokens.read') ? null : principal.person;
    const { rows, next } = await readPageById(
      ask,
      { list: 'tokens', filter: { person } },
      env,
      (directory, last, most) => directory.listTokens(person, last, most),
    );
    return { tokens: rows, next };
  },
  createToken: async ({ days, projects, ...fields }, context) => {
    const { env, principal } = context;
    if (projects?.some((project) => grantsIn(principal.grants, project).length === 0))
      throw new Problem('project_not_found');
    await checkProjectsExist(projects ?? [], env);
    const { id, secret, hash } = await newConsoleToken(env);
    const order = { ...fields, id, person: principal.person, projects, expiresAt: Date.now() + days * dayMs };
    const token = orThrow(
      await askDirectory(env, (directory) => directory.createToken(order, hash, by(context))),
    );
    return { token, secret };
  },
  renewToken: async ({ id, days }, context) => {
    await changeable(id, 'tokens.write', context);
    const until = Date.now() + days * dayMs;
    return orThrow(
      await askDirectory(context.env, (directory) => directory.renewToken(id, until, by(context))),
    );
  },
  revokeToken: async ({ id }, context) => {
    await changeable(id, 'tokens.revoke', context);
    orThrow(await askDirectory(context.env, (directory) => directory.revokeToken(id, by(context))));
    return { id };
  },
};

/** One's own token, or anybody's for who may change people's in all projects; any other looks as if it were not there. */
async function changeable(id: string, action: Action, { env, principal }: Context): Promise<ConsoleToken> {
  const token = orThrow(await askDirectory(env, (directory) => directory.readToken(id)));
  if (token.person === principal.person || reachesAll(principal, action)) return token;
  throw new Problem('token_not_found');
}
