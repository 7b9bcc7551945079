import type { Handlers } from '../../shared/api/contract.ts';
import type { peopleOperations } from '../../shared/api/operations/people.ts';
import { tokenDays } from '../../shared/people/console-token.ts';
import { isOwner, projectsOf } from '../../shared/people/grant.ts';
import { freshMs } from '../../shared/people/roles.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { orThrow } from '../http/problem.ts';
import { checkProjectsExist } from '../projects/find-project.ts';
import { askDirectory } from './ask-directory.ts';
import { bootstrapName } from './bootstrap.ts';
import { newConsoleToken } from './new-console-token.ts';
import { dayMs } from './token-handlers.ts';

export const peopleHandlers: Pick<Handlers<Context>, keyof typeof peopleOperations> = {
  setUp: async ({ name, identity = null }, context) => {
    const { env } = context;
    const { id, secret, hash } = await newConsoleToken(env);
    const token = { id, name: 'Setting up', expiresAt: Date.now() + tokenDays * dayMs };
    const order = { bootstrap: await bootstrapName(env), name, identity, token, digest: hash };
    const made = orThrow(await askDirectory(env, (directory) => directory.setUp(order, by(context))));
    return { ...made, secret };
  },
  readMe: async (_, { env, principal }) => {
    const { person, device, grants, actions, signedInAt } = principal;
    const { name } = orThrow(await askDirectory(env, (directory) => directory.readPerson(person)));
    const isFresh = signedInAt !== null && Date.now() - signedInAt <= freshMs;
    const freshUntil = isFresh ? signedInAt + freshMs : null;
    return {
      person: { id: person, name },
      device,
      grants: [...grants],
      actions: actions && [...actions],
      freshUntil,
    };
  },
  listPeople: async (ask, { env }) => {
    const { rows, next } = await readPage(ask, { list: 'people', project: '' }, env, {
      read: async (last, most) =>
        orThrow(await askDirectory(env, (directory) => directory.listPeople(String(last?.[0] ?? ''), most))),
      positionOf: ({ id }) => [id],
    });
    return { people: rows, next };
  },
  readPerson: async ({ id }, { env }) =>
    orThrow(await askDirectory(env, (directory) => directory.readPerson(id))),
  editPerson: async ({ id, rev, ...edit }, context) => {
    await checkProjectsExist(projectsOf(edit.grants ?? []), context.env);
    const change = { id, rev, by: by(context), isByOwner: isOwner(context.principal.grants) };
    return orThrow(await askDirectory(context.env, (directory) => directory.editPerson(change, edit)));
  },
  removePerson: async ({ id, rev }, context) => {
    const change = { id, rev, by: by(context), isByOwner: isOwner(context.principal.grants) };
    orThrow(await askDirectory(context.env, (directory) => directory.removePerson(change)));
    return { id };
  },
};
