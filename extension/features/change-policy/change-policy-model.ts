import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { readPages } from '../../api/read-pages.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';

const mostPages = 10; // Of 100 policies: nobody chooses from more in one list.

/** The policies that a key can be given; `null` while they are read. */
export interface Choosing {
  readonly keyId: string;
  readonly policies: readonly PolicyView[] | null;
}

export interface ChangePolicyDeps {
  readonly client: Pick<Client, 'listPolicies' | 'assignPolicy'>;
  readonly changed: (key: KeyView) => void;
  readonly say: Say;
}

export type ChangePolicyModel = ReturnType<typeof createChangePolicyModel>;

/** Gives a key another policy: for its next connections, or at once. */
export function createChangePolicyModel({ client, changed, say }: ChangePolicyDeps) {
  const choosing = signal<Choosing | null>(null);
  const picked = signal('');
  const endsSessions = signal(false);
  const busy = signal(false);
  const failed = signal<{ readonly keyId: string; readonly failure: Failure } | null>(null);

  const fail = (keyId: string, error: unknown) => {
    const failure = failureOf(error);
    failed.value = { keyId, failure };
    say(failureMessage(failure));
    choosing.value = null;
  };

  return {
    choosing,
    picked,
    /** Whether open sessions are to end, so that the new policy holds for all of them. */
    endsSessions,
    busy,
    failed,
    /** Opens the choice. The one that the key has is left out. Never rejects: see `failed`. */
    async choose(key: KeyView) {
      const question: Choosing = { keyId: key.id, policies: null };
      choosing.value = question;
      [failed.value, endsSessions.value, picked.value] = [null, false, ''];
      try {
        const policies = await othersThan(key, client);
        if (choosing.value !== question) return;
        picked.value = policies[0]?.id ?? '';
        choosing.value = { ...question, policies };
      } catch (error) {
        if (choosing.value === question) fail(key.id, error);
      }
    },
    cancel: () => void (choosing.value = null),
    /** Gives the key the policy that is picked. Never rejects: see `failed`. */
    async confirm(key: KeyView) {
      if (busy.value || picked.value === '') return;
      busy.value = true;
      const apply = endsSessions.value ? 'now' : 'from_next_connection';
      try {
        changed((await client.assignPolicy({ id: key.id, policyId: picked.value, apply })).key);
        choosing.value = null;
        say('saidPolicyChanged', key.name);
      } catch (error) {
        fail(key.id, error);
      } finally {
        busy.value = false;
      }
    },
  };
}

async function othersThan({ policy }: KeyView, client: ChangePolicyDeps['client']) {
  const pages = await readPages(client.listPolicies, mostPages);
  return pages.flatMap(({ policies }) => policies).filter(({ id }) => id !== policy.id);
}
