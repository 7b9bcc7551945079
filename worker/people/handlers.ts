import type { Handlers } from '../../shared/api/contract.ts';
import type { peopleOperations } from '../../shared/api/operations/people.ts';
import { isOwner, projectsOf } from '../../shared/people/grant.ts';
import { freshMs } from '../../shared/people/roles.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { orThrow } from '../http/problem.ts';
import { checkProjectsExist } from '../projects/find-project.ts';
import { askDirectory } from './ask-directory.ts';
import { makeFirstOwner } from './make-first-owner.ts';

export const peopleHandlers: Pick<Handlers<Context>, keyof typeof peopleOperations> = {
  setUp: ({ name, identity = null }, context) => makeFirstOwner(context.env, { name, identity }, by(context)),
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
