import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';

export type Change = 'enable' | 'disable' | 'delete';

/** A change that waits for a yes. */
export interface Asking {
  readonly keyId: string;
  readonly change: 'disable' | 'delete';
  /** How many open sessions it cuts; `null` where that cannot be told. */
  readonly openSessions: number | 'counting' | null;
}

export interface ChangeKeyDeps {
  readonly client: Pick<Client, 'enableKey' | 'disableKey' | 'deleteKey' | 'listSessions'>;
  readonly changed: (key: KeyView) => void;
  /** The key turned out to be otherwise than shown. */
  readonly outdated: () => void;
  readonly say: Say;
}

export type ChangeKeyModel = ReturnType<typeof createChangeKeyModel>;

const said = { enable: 'saidEnabled', disable: 'saidDisabled', delete: 'saidDeleted' } as const;

/** Enables at once; disables and deletes after a yes that knows what it costs. */
export function createChangeKeyModel({ client, changed, outdated, say }: ChangeKeyDeps) {
  const asking = signal<Asking | null>(null);
  const busy = signal<string | null>(null);
  const drains = signal(false);
  const failed = signal<{ readonly keyId: string; readonly failure: Failure } | null>(null);

  const run = async (change: Change, key: KeyView) => {
    if (busy.value !== null) return;
    busy.value = key.id;
    failed.value = null;
    say(null);
    try {
      const answer = await send(client, change, key, drains.value);
      changed(answer.key);
      say(said[change], key.name);
    } catch (error) {
      const failure = failureOf(error);
      failed.value = { keyId: key.id, failure };
      say(failureMessage(failure));
      if (isOutdated(failure)) outdated();
    } finally {
      busy.value = null;
      asking.value = null;
    }
  };

  return {
    asking,
    /** The key that is being changed. */
    busy,
    failed,
    /** Whether open sessions of a key that is disabled may go on to their own ends. */
    drains,
    enable: (key: KeyView) => run('enable', key),
    /** Asks first. The count arrives behind the question; the answer need not wait for it. */
    async ask(change: 'disable' | 'delete', key: KeyView) {
      [failed.value, drains.value] = [null, false];
      const question: Asking = { keyId: key.id, change, openSessions: change === 'delete' ? 0 : 'counting' };
      asking.value = question;
      if (change === 'delete') return;
      const openSessions = await countOpen(client, key.id);
      if (asking.value === question) asking.value = { ...question, openSessions };
    },
    cancel() {
      asking.value = null;
    },
    /** Does what was asked about this key. Never rejects: see `failed`. */
    async confirm(key: KeyView) {
      const { value } = asking;
      if (value?.keyId === key.id) await run(value.change, key);
    },
  };
}

/** Builds on what is seen: a key that somebody else changed meanwhile is left alone. */
function send(client: ChangeKeyDeps['client'], change: Change, { id, rev }: KeyView, drains: boolean) {
  if (change === 'enable') return client.enableKey({ id, rev });
  if (change === 'delete') return client.deleteKey({ id, rev });
  return client.disableKey({ id, rev, mode: drains ? 'drain' : 'cut' });
}

async function countOpen(client: Pick<Client, 'listSessions'>, id: string): Promise<number | null> {
  return client.listSessions({ id }).then(
    ({ sessions }) => sessions.filter(({ end }) => end === null).length,
    () => null,
  );
}

function isOutdated(failure: Failure): boolean {
  return ['key_not_found', 'key_deleted', 'key_active', 'revision_mismatch'].includes(failure);
}
