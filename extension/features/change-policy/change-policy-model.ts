import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';
import type { ListKeysModel } from '../list-keys/list-keys-model.ts';
import { readPolicies } from '../list-policies/read-policies.ts';

/** The policies that a key can be given; `null` while they are read. */
export interface Choosing {
  readonly keyId: string;
  readonly policies: readonly PolicyView[] | null;
}

export interface ChangePolicyDeps {
  readonly client: Pick<Client, 'listPolicies' | 'assignPolicy'>;
  readonly changed: (key: KeyView) => void;
  /** Shows the key as it will be, until `null`. */
  readonly foresee: (key: KeyView | null) => void;
  /** Is read anew where a key turned out to be otherwise than shown. */
  readonly list: Pick<ListKeysModel, 'refresh'>;
  readonly say: Say;
}

export type ChangePolicyModel = ReturnType<typeof createChangePolicyModel>;

/** Gives a key another policy: for its next connections, or at once. */
export function createChangePolicyModel({ client, changed, foresee, list, say }: ChangePolicyDeps) {
  const choosing = signal<Choosing | null>(null);
  const picked = signal('');
  const [endsSessions, busy] = [signal(false), signal(false)];
  const failed = signal<{ readonly keyId: string; readonly failure: Failure } | null>(null);

  const fail = (keyId: string, error: unknown) => {
    const failure = failureOf(error);
    failed.value = { keyId, failure };
    say(failureMessage(failure));
    choosing.value = null;
    if (failure === 'revision_mismatch') void list.refresh();
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
      const policyId = picked.value;
      foresee({ ...key, policy: { ...key.policy, id: policyId } });
      choosing.value = null;
      try {
        changed((await assign(client, key, policyId, endsSessions.value)).key);
        say('saidPolicyChanged', key.name);
      } catch (error) {
        fail(key.id, error);
      } finally {
        foresee(null);
        busy.value = false;
      }
    },
  };
}

function assign(client: ChangePolicyDeps['client'], { id, rev }: KeyView, policyId: string, isNow: boolean) {
  return client.assignPolicy({ id, rev, policyId, apply: isNow ? 'now' : 'from_next_connection' });
}

async function othersThan({ policy }: KeyView, client: ChangePolicyDeps['client']) {
  const policies = await readPolicies(client);
  return policies.filter(({ id }) => id !== policy.id);
}
