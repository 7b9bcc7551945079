import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { everyProject, isOwner, type Grant } from '../../../shared/people/grant.ts';
import type { Invitation } from '../../../shared/people/invitation.ts';
import type { Person } from '../../../shared/people/person.ts';
import { may } from '../../../shared/people/roles.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
import type { Say } from '../../ui/say.ts';

export interface PersonDraft {
  /** `null`: somebody who is to be invited. */
  readonly id: string | null;
  readonly rev: number;
  readonly name: string;
  readonly grants: readonly Grant[];
}

export interface ManagePeopleDeps {
  readonly client: Pick<
    Client,
    | 'readMe'
    | 'listPeople'
    | 'editPerson'
    | 'removePerson'
    | 'invitePerson'
    | 'listInvitations'
    | 'revokeInvitation'
  >;
  readonly say: Say;
}

export type ManagePeopleModel = ReturnType<typeof createManagePeopleModel>;

const emptyDraft: PersonDraft = { id: null, rev: 0, name: '', grants: [] };
const mostPages = 10;

/** Who may use this Keyharbor, and who is asked to. */
export function createManagePeopleModel({ client, say }: ManagePeopleDeps) {
  const me = signal<Output<'readMe'> | null>(null);
  const invitations = signal<readonly Invitation[]>([]);
  const link = signal<string | null>(null);

  const remote = createRemote(async () => {
    me.value = await client.readMe({});
    const people = await readPages((ask) => client.listPeople(ask), mostPages);
    const invited = await readPages((ask) => client.listInvitations(ask), mostPages);
    invitations.value = invited.flatMap((page) => page.invitations).filter(({ state }) => state === 'open');
    return people.flatMap((page) => page.people);
  }, say);

  const send = async ({ id, rev, name, grants }: PersonDraft) => {
    if (id === null) link.value = (await client.invitePerson({ name, grants: [...grants] })).link;
    else await client.editPerson({ id, rev, name, grants: [...grants] });
  };
  const form = createDraftForm(
    () => emptyDraft,
    (draft) => {
      const said = draft.id === null ? 'saidInvited' : 'saidPersonSaved';
      return remote.attempt(() => send(draft), said, draft.id ?? undefined);
    },
  );
  const mayWrite = () => may(me.value?.grants ?? [], 'people.write', everyProject);

  return {
    ...form,
    remote,
    me,
    invitations,
    /** An invitation that is told now and never again; `null` once it was put away. */
    link,
    forget: () => void (link.value = null),
    mayWrite,
    /** Only owners have to do with owners. */
    mayChange: ({ grants }: Pick<Person, 'grants'>) =>
      mayWrite() && (!isOwner(grants) || isOwner(me.value?.grants ?? [])),
    mayMakeOwners: () => isOwner(me.value?.grants ?? []),
    edit: ({ id, rev, name, grants }: Person) => form.write({ id, rev, name, grants }),
    toggle: ({ id, rev, disabled }: Person) =>
      remote.attempt(() => client.editPerson({ id, rev, disabled: !disabled }), 'saidPersonSaved', id),
    remove: ({ id, rev }: Person) =>
      remote.attempt(() => client.removePerson({ id, rev }), 'saidPersonSaved', id),
    revoke: ({ id }: Invitation) =>
      remote.attempt(() => client.revokeInvitation({ id }), 'saidInvitationRevoked'),
  };
}
