import type { Handlers } from '../../shared/api/contract.ts';
import type { pageSessionOperations } from '../../shared/api/operations/page-sessions.ts';
import { by, type Context } from '../context.ts';
import { orThrow } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';

export const pageSessionHandlers: Pick<Handlers<Context>, keyof typeof pageSessionOperations> = {
  listPageSessions: async (_, { env, principal: { person } }) => ({
    pageSessions: orThrow(await askDirectory(env, (each) => each.listPageSessions(person))),
  }),
  endPageSession: async ({ id }, context) => {
    const { person } = context.principal;
    orThrow(await askDirectory(context.env, (each) => each.endPageSession(person, id, by(context))));
    return { id };
  },
};
