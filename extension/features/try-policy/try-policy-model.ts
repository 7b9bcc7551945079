import type { ReadonlySignal } from '@preact/signals';

import { ApiError } from '../../../shared/api/api-error.ts';
import type { Client } from '../../../shared/api/client.ts';
import type { PolicyFields } from '../../../shared/policy/policy.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export interface TryPolicyDeps {
  readonly client: Pick<Client, 'tryPolicy'>;
  readonly id: string;
  /** Of the draft; `null` while it is wrong. */
  readonly fields: ReadonlySignal<PolicyFields | null>;
  readonly say: Say;
}

export type TryPolicyModel = ReturnType<typeof createTryPolicyModel>;

/** Which of the last calls of the policy's keys the draft would have refused. */
export function createTryPolicyModel({ client, id, fields, say }: TryPolicyDeps) {
  const remote = createRemote(async () => {
    if (fields.value === null) throw new ApiError('internal');
    return client.tryPolicy({ ...fields.value, policyId: id });
  }, say);
  return { remote };
}
