import type { Client } from '../../../shared/api/client.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { readPolicies } from './read-policies.ts';

export interface ListPoliciesDeps {
  readonly client: Pick<Client, 'listPolicies' | 'deletePolicy'>;
  readonly say: Say;
}

export type ListPoliciesModel = ReturnType<typeof createListPoliciesModel>;

/** The policies of the project, up to 1,000. */
export function createListPoliciesModel({ client, say }: ListPoliciesDeps) {
  const remote = createRemote(() => readPolicies(client), say);
  return {
    remote,
    remove: ({ id, rev }: { readonly id: string; readonly rev: number }) =>
      remote.attempt(() => client.deletePolicy({ id, rev }), 'saidPolicyDeleted', id),
  };
}
