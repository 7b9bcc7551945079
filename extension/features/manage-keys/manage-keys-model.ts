import { signal, type Signal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';
import type { KeyClient } from '../../api/open-client.ts';
import { carryCredential } from '../../api/carry-credential.ts';
import { revealSecret } from '../../api/reveal-secret.ts';
import type { Tab } from '../../platform/active-tab.ts';
import type { Later } from '../../platform/later.ts';
import type { Say, Spoken } from '../../ui/say.ts';
import { createChangeKeyModel } from '../change-key/change-key-model.ts';
import type { AddressChoice } from '../choose-address/address-choice.ts';
import type { Choices } from '../../../shared/context/choices.ts';
import { createChooseAddressModel, type Deployment } from '../choose-address/choose-address-model.ts';
import { createCopyAddressModel } from '../copy-address/copy-address-model.ts';
import { createCreateKeyModel } from '../create-key/create-key-model.ts';
import { createFindKeyModel, type FindKeyModel } from '../find-key/find-key-model.ts';
import { createListKeysModel, type ListKeysModel } from '../list-keys/list-keys-model.ts';
import type { ProjectCache } from '../list-keys/project-cache.ts';
import { createRevealKeyModel, type RevealKeyModel } from '../reveal-key/reveal-key-model.ts';
import { createTestKeyModel } from '../test-key/test-key-model.ts';

export interface ManageKeysDeps<Api extends KeyClient = KeyClient> {
  readonly client: Api;
  readonly tab: Tab;
  readonly cache: ProjectCache | null;
  readonly choices: Choices;
  /** The format a person wants to be offered; `null`: the one used last. */
  readonly format: string | null;
  readonly keepProject: (project: Omit<ProjectCache, 'address'>) => Promise<void>;
  readonly keepChoices: (choices: Choices) => Promise<void>;
  readonly writeClipboard: (text: string) => Promise<void>;
  /** Opens a link that a client of this computer takes. Rejects where the browser does not. */
  readonly openLink: (url: string) => Promise<void>;
  readonly later: Later;
  readonly now: () => number;
}

/** `Api`: what its client can do. The console's can do everything. */
export type ManageKeysModel<Api extends KeyClient = KeyClient> = ReturnType<
  typeof createManageKeysModel<Api>
>;

/** Everything a connected page works with: each feature's model, and the wires between them. */
export function createManageKeysModel<Api extends KeyClient>(all: ManageKeysDeps<Api>) {
  const { client, later, now, writeClipboard, openLink, ...deps } = all;
  const deployment = signal<Deployment | null>(deps.cache?.deployment ?? null);
  const opened = signal<string | null>(null);
  const { spoken, say } = createSpeech();
  const reveal = (keyId: string) => revealSecret(client, keyId);
  const carry = carrier(client, now);

  const choose = createChooseAddressModel({ ...deps, keep: deps.keepChoices, deployment });
  const { preferred } = choose;
  const list = createListKeysModel({ ...deps, client, deployment, keep: deps.keepProject, preferred, now });
  const find = createFindKeyModel(list.rows, now);
  const show = createRevealKeyModel({ reveal, later });

  const { latest, changed, created } = createHeed(list, find, show);
  const change = createChangeKeyModel({ client, changed, outdated: () => void list.refresh(), say });
  const { choice, remember: copied } = choose;

  return {
    client,
    say,
    /** To be told of a key that was changed, as it now is. */
    changed,
    /** The key that was made or changed last, as it now is. Known a moment before the list shows it so. */
    latest,
    /** Unix milliseconds. */
    now,
    deployment,
    spoken,
    choose,
    list,
    find,
    show,
    change,
    copy: createCopyAddressModel({ reveal, carry, choice, writeClipboard, openLink, copied, say, now }),
    test: createTestKeyModel({ client, image: choose.image, say }),
    create: createCreateKeyModel({ client, created, say }),
    /** Puts other text than an address on the clipboard. Rejects where the browser denies it. */
    copyText: writeClipboard,
    /** The key whose address is looked at, in a window of its own. */
    addressOf: signal<KeyView | null>(null),
    /** The key whose actions are open. */
    opened,
    /** Opens a key's actions, or closes them; what was shown or asked there is over. */
    toggle(keyId: string) {
      opened.value = opened.value === keyId ? null : keyId;
      show.hide();
      change.cancel();
    },
  };
}

/** What is done when a key turns out otherwise than shown, and when there is a new one. */
function createHeed(list: ListKeysModel, find: FindKeyModel, show: RevealKeyModel) {
  const latest = signal<KeyView | null>(null);
  return {
    latest,
    changed(key: KeyView) {
      show.hide();
      latest.value = key;
      if (key.status === 'deleted') list.remove(key.id);
      else list.put(key);
    },
    created(key: KeyView) {
      latest.value = key;
      find.search('');
      list.put(key);
      find.pick(key.id);
    },
  };
}

function createSpeech(): { spoken: Signal<Spoken | null>; say: Say } {
  const spoken = signal<Spoken | null>(null);
  return { spoken, say: (message, ...values) => void (spoken.value = message && { message, values }) };
}

function carrier(client: KeyClient, now: () => number) {
  return (keyId: string, { image, format }: AddressChoice) =>
    carryCredential(format.credential, { keyId, image: image.id, label: format.title, now: now() }, client);
}
