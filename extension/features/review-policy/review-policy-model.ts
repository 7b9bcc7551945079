import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { diff } from '../../../shared/policy/diff.ts';
import { fieldsOf, type PolicyFields } from '../../../shared/policy/policy.ts';
import { createRemote, type Remote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export interface ReviewPolicyDeps {
  readonly client: Pick<Client, 'listPolicyVersions' | 'restorePolicy'>;
  readonly id: string;
  readonly policy: ReadonlySignal<PolicyView | null>;
  readonly remote: Pick<Remote<unknown>, 'attempt'>;
  /** The policy says again what an earlier version said. */
  readonly restored: (fields: PolicyFields) => void;
  readonly say: Say;
}

export type ReviewPolicyModel = ReturnType<typeof createReviewPolicyModel>;

/** The versions of a policy: looked at, compared, brought back. */
export function createReviewPolicyModel({ client, id, policy, remote, restored, say }: ReviewPolicyDeps) {
  const versions = createRemote(
    async () => (await client.listPolicyVersions({ id, limit: '100' })).versions,
    say,
  );
  const compared = signal<number | null>(null);

  return {
    versions,
    /** The version that is compared with the current one. */
    compared,
    /** What has become of it since; `null` where none is compared. */
    differences: computed(() => {
      const [old, now] = [
        versions.value.value?.find(({ version }) => version === compared.value),
        policy.value,
      ];
      return old === undefined || now === null ? null : diff(fieldsOf(old), fieldsOf(now));
    }),
    async restore(version: number) {
      const { value } = policy;
      if (value === null) return;
      const isDone = await remote.attempt(
        async () => restored((await client.restorePolicy({ id, rev: value.rev, version })).policy),
        'saidPolicySaved',
        id,
      );
      compared.value = null;
      if (isDone) await versions.read();
    },
  };
}
