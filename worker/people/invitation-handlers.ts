import type { Handlers } from '../../shared/api/contract.ts';
import type { invitationOperations } from '../../shared/api/operations/invitations.ts';
import { isOwner, projectsOf } from '../../shared/people/grant.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { checkProjectsExist } from '../projects/find-project.ts';
import { keyring } from '../secrets/keyring.ts';
import { digestOf, newToken } from '../sign-in/tokens.ts';
import { askDirectory } from './ask-directory.ts';
import { readPageById } from './read-page-by-id.ts';

export const invitationHandlers: Pick<Handlers<Context>, keyof typeof invitationOperations> = {
  invitePerson: async (fields, context) => {
    const { env, principal } = context;
    if (isOwner(fields.grants) && !isOwner(principal.grants)) throw new Problem('owners_only');
    await checkProjectsExist(projectsOf(fields.grants), env);
    const secret = newToken();
    const digest = await digestOf('invitation', secret, await keyring(env));
    const invitation = orThrow(
      await askDirectory(env, (directory) => directory.invite(fields, digest, by(context))),
    );
    return { invitation, secret, link: `${env.GATEWAY}/invitations/${secret}` };
  },
  listInvitations: async (ask, { env }) => {
    const { rows, next } = await readPageById(ask, { list: 'invitations' }, env, (directory, last, most) =>
      directory.listInvitations(last, most),
    );
    return { invitations: rows, next };
  },
  revokeInvitation: async ({ id }, context) =>
    orThrow(await askDirectory(context.env, (directory) => directory.revokeInvitation(id, by(context)))),
};
