import { computed, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { createChangePolicyModel } from '../change-policy/change-policy-model.ts';
import { createEditKeyModel } from '../edit-key/edit-key-model.ts';
import { createHandOutTicketsModel } from '../hand-out-tickets/hand-out-tickets-model.ts';
import { newer } from '../browse-keys/browse-keys-model.ts';
import type { ListKeysModel } from '../list-keys/list-keys-model.ts';
import { createReadUsageModel } from '../read-usage/read-usage-model.ts';
import { createRotateKeyModel } from '../rotate-key/rotate-key-model.ts';
import { createSeeClientsModel } from '../see-clients/see-clients-model.ts';
import { createWatchSessionsModel } from '../watch-sessions/watch-sessions-model.ts';

const mostLines = '50';

export interface ViewKeyDeps {
  readonly client: Client;
  readonly id: string;
  /** The key that was changed last on this page, whichever it is. */
  readonly latest: ReadonlySignal<KeyView | null>;
  /** All keys of the page: they are read anew when one turns out to be otherwise than shown. */
  readonly list: Pick<ListKeysModel, 'rows' | 'refresh'>;
  readonly changed: (key: KeyView) => void;
  readonly asShown: (key: KeyView) => KeyView;
  readonly foresee: (key: KeyView | null) => void;
  readonly writeClipboard: (text: string) => Promise<void>;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly say: Say;
}

export type ViewKeyModel = ReturnType<typeof createViewKeyModel>;

/** One key with everything about it. */
export function createViewKeyModel(deps: ViewKeyDeps) {
  const { client, id, latest, list, changed, writeClipboard, say } = deps;
  const remote = createRemote(() => client.readKey({ id }), say);
  const known = computed(() => {
    const [changedKey, readKey] = [latest.value, remote.value.value];
    const key = changedKey?.id === id ? newer(changedKey, readKey) : readKey;
    return (
      key &&
      newer(
        key,
        list.rows.value.find((each) => each.id === id),
      )
    );
  });
  const key = computed(() => known.value && deps.asShown(known.value));
  const common = { client, key, remote, list, changed, foresee: deps.foresee, say };
  const tickets = createHandOutTicketsModel({ client, id, writeClipboard, say });
  const sessions = createWatchSessionsModel({ client, key: id, say });
  const usage = createReadUsageModel({ client, key: id, now: deps.now, say });
  const clients = createSeeClientsModel({ client, id, say });
  const history = createRemote(
    async () => (await client.listAudit({ subject: id, limit: mostLines })).lines,
    say,
  );

  const parts = [remote, tickets.remote, sessions.remote, usage.remote, clients, history];

  return {
    id,
    remote,
    /** Whether every part was read, or could not be: shown before, each would push the next one down. */
    isWhole: computed(() => parts.every(({ value, busy }) => value.value !== null || !busy.value)),
    /** As it was read, or as a later change here has made it; `null` until it was read. */
    key,
    edit: createEditKeyModel(common),
    policy: createChangePolicyModel(common),
    rotate: createRotateKeyModel(common),
    tickets,
    sessions,
    usage,
    /** Who used it. */
    clients,
    /** The newest lines of its audit. */
    history,
    writeClipboard,
    async read() {
      await Promise.all(parts.map((part) => part.read()));
    },
  };
}
