import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import type { ConsoleToken } from '../../../shared/people/console-token.ts';
import { may, tokenActions, type Action } from '../../../shared/people/roles.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
import type { Say } from '../../ui/say.ts';
import { readNames } from '../manage-people/read-names.ts';

export interface TokenDraft {
  readonly name: string;
  readonly days: number;
  readonly actions: readonly Action[];
  /** `null`: wherever its person may act. */
  readonly projects: readonly string[] | null;
}

export interface ManageTokensDeps {
  readonly client: Pick<
    Client,
    'readMe' | 'listTokens' | 'createToken' | 'renewToken' | 'revokeToken' | 'listPeople'
  >;
  readonly say: Say;
}

export type ManageTokensModel = ReturnType<typeof createManageTokensModel>;

const emptyDraft: TokenDraft = { name: '', days: 30, actions: ['keys.read'], projects: null };
const mostPages = 10;

/** Credentials for scripts: what they are for, and until when. */
export function createManageTokensModel({ client, say }: ManageTokensDeps) {
  const me = signal<Output<'readMe'> | null>(null);
  const names = signal<ReadonlyMap<string, string>>(new Map());
  const secret = signal<string | null>(null);

  const remote = createRemote(async () => {
    me.value = await client.readMe({});
    names.value = await readNames(client, me.value.grants);
    const pages = await readPages((ask) => client.listTokens(ask), mostPages);
    return pages.flatMap(({ tokens }) => tokens);
  }, say);

  const create = async ({ name, days, actions, projects }: TokenDraft) => {
    const fields = { name, days, actions: [...actions], projects: projects && [...projects] };
    secret.value = (await client.createToken(fields)).secret;
  };
  const form = createDraftForm(
    () => emptyDraft,
    (draft) => remote.attempt(() => create(draft), 'saidTokenMade'),
  );

  return {
    ...form,
    remote,
    me,
    names,
    /** A token that is told now and never again; `null` once it was put away. */
    secret,
    forget: () => void (secret.value = null),
    /** What a token can be for: no more than its person may do anywhere. */
    actions: (): readonly Action[] =>
      tokenActions.filter((action) =>
        me.value?.grants.some((grant) => may([grant], action, grant.project, { membersReveal: true })),
      ),
    renew: ({ id }: ConsoleToken) => remote.attempt(() => client.renewToken({ id }), 'saidTokenRenewed'),
    revoke: ({ id }: ConsoleToken) => remote.attempt(() => client.revokeToken({ id }), 'saidTokenRevoked'),
  };
}
