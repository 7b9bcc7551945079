import type { Handlers } from '../../shared/api/contract.ts';
import type { peopleOperations } from '../../shared/api/operations/people.ts';
import { isOwner, projectsOf } from '../../shared/people/grant.ts';
import { by, type Context } from '../context.ts';
import { orThrow } from '../http/problem.ts';
import { checkProjectsExist } from '../projects/find-project.ts';
import { askDirectory } from './ask-directory.ts';
import { freshUntil } from './check-access.ts';
import { makeFirstOwner } from './make-first-owner.ts';
import { readPageById } from './read-page-by-id.ts';

export const peopleHandlers: Pick<Handlers<Context>, keyof typeof peopleOperations> = {
  setUp: ({ name, identity = null }, context) => makeFirstOwner(context.env, { name, identity }, by(context)),
  readMe: async (_, { env, principal }) => {
    const { person, device, grants, actions } = principal;
    const { name } = orThrow(await askDirectory(env, (directory) => directory.readPerson(person)));
    return {
      person: { id: person, name },
      device,
      grants: [...grants],
      actions: actions && [...actions],
      freshUntil: freshUntil(principal),
    };
  },
  listPeople: async (ask, { env }) => {
    const { rows, next } = await readPageById(ask, { list: 'people' }, env, (directory, last, most) =>
      directory.listPeople(last, most),
    );
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
