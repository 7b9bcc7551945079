import { computed, signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Grant } from '../../../shared/people/grant.ts';
import { createRemote, type Remote } from '../../api/remote.ts';
import type { Later } from '../../platform/later.ts';
import type { Changer } from '../../ui/actors.ts';
import { createBrowseKeysModel } from '../browse-keys/browse-keys-model.ts';
import { filterIn } from '../browse-keys/key-question.ts';
import { createChangeKeysModel } from '../change-keys/change-keys-model.ts';
import { createSelectKeysModel } from '../change-keys/select-keys-model.ts';
import { createFindKeyModel } from '../find-key/find-key-model.ts';
import { readPolicies } from '../list-policies/read-policies.ts';
import { createOwnRights } from '../manage-people/own-rights.ts';
import { readNames } from '../manage-people/read-names.ts';
import { createUndoChangeModel } from '../undo-change/undo-change-model.ts';
import type { ManageKeysModel } from './manage-keys-model.ts';

export type ConsoleKeysModel = ReturnType<typeof createConsoleKeysModel>;

/** What the console does with keys beyond what the popup does: finds them page by page, changes many, takes changes back. */
export function createConsoleKeysModel(model: ManageKeysModel<Client>, later: Later) {
  const { client, say, list, change, changed, latest, now } = model;
  const own = createOwnRights(client);
  const foreseen = signal<KeyView | null>(null);
  const asShown = createForesight(change, foreseen);
  const browse = createBrowseKeysModel({ client, known: list.rows, asShown, later, say });
  const select = createSelectKeysModel(browse.rows);
  const undo = createUndoChangeModel({ client, changed, later, say });
  latest.subscribe((after) => {
    if (after === null) return;
    const before = browse.find(after.id) ?? list.rows.value.find(({ id }) => id === after.id);
    browse.heed(after);
    undo.offer({ before, after });
  });

  const policies = createRemote(() => readPolicies(client), say);

  return {
    ...model,
    browse,
    select,
    undo,
    /** Here the keys are those that are listed: searching is the Worker's. */
    find: createFindKeyModel(browse.rows, now),
    bulk: createChangeKeysModel({
      client,
      select,
      filter: () => filterIn(browse.question.value),
      changed: browse.heed,
      say,
    }),
    policies,
    asShown,
    /** Shows a key as it will be, until `null` says that it is, or will not. */
    foresee: (key: KeyView | null) => void (foreseen.value = key),
    /** Everything, until it was read with `actors`. */
    rights: own.rights,
    actors: createActors(model, policies, own.read),
  };
}

/** The people who do things here and what they do them to, by name for whoever may see them. */
function createActors(
  { client, now, list, deployment }: Pick<ManageKeysModel<Client>, 'client' | 'now' | 'list' | 'deployment'>,
  policies: Remote<readonly PolicyView[]>,
  readGrants: () => Promise<readonly Grant[] | null>,
) {
  const names = signal<ReadonlyMap<string, string>>(new Map());
  return {
    now,
    nameOf: (id: string) =>
      names.value.get(id) ??
      list.rows.value.find((key) => key.id === id)?.name ??
      deployment.value?.images.find((image) => image.id === id)?.title ??
      policies.value.value?.find((policy) => policy.id === id)?.name ??
      id,
    /** Reads what one may do, and the names of people and tokens. Never rejects: without, they are called by their ids. */
    async read() {
      const people = readGrants().then((grants) => readNames(client, grants ?? []));
      const tokens = client
        .listTokens({})
        .then((read) => read.tokens.map(({ id, name }) => [id, name] as const));
      const read = await Promise.all([people, tokens].map((each) => each.catch(() => [])));
      names.value = new Map(read.flatMap((each) => [...each]));
    },
    /** Who changed a thing last. Never rejects. */
    async lastOf(subject: string): Promise<Changer | null> {
      const read = await client.listAudit({ subject, limit: '1' }).catch(() => null);
      return read?.lines[0] ?? null;
    },
  };
}

/**
 * A change that opens or describes is shown at once. A disable is not: what closes access is said only when it holds.
 */
function createForesight(
  { asking, busy }: Pick<ManageKeysModel['change'], 'asking' | 'busy'>,
  foreseen: { readonly value: KeyView | null },
) {
  const enabled = computed(() => (asking.value === null ? busy.value : null));
  return (key: KeyView): KeyView => {
    if (foreseen.value?.id === key.id) return foreseen.value;
    return enabled.value === key.id ? { ...key, status: 'active' } : key;
  };
}
