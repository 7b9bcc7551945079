import { expect, test } from 'vitest';

import type { Client } from '../../shared/api/client.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { createChangePolicyModel } from '../../extension/features/change-policy/change-policy-model.ts';
import { givenCache, givenClient, givenKey, givenConsoleModel } from './support/givens.ts';
import { builtIn, givenPolicy } from './support/policies.ts';

const laptop = givenKey('laptop');
const [strict, loose] = [givenPolicy('Strict'), givenPolicy('Loose')];

/** A page whose Worker has these policies and remembers what it was asked to assign. */
function given(policies = [builtIn, strict, loose], answers: Partial<Client> = {}) {
  const asked: unknown[] = [];
  const client = givenClient({
    listPolicies: async () => ({ policies, next: null }),
    assignPolicy: async (input) => {
      asked.push(input);
      return { key: { ...laptop, policy: { id: input.policyId, version: 1 } }, record: 'written' };
    },
    ...answers,
  });
  const model = givenConsoleModel({ client, cache: givenCache(laptop) });
  return { asked, ...model, policy: createChangePolicyModel(model) };
}

test('the policies to choose from leave out the one that the key has', async () => {
  const { policy } = given();
  await policy.choose(laptop);
  expect(policy.choosing.value).toEqual({ keyId: laptop.id, policies: [strict, loose] });
  expect(policy.picked.value).toBe(strict.id);
});

test('a change acts from the next connection on, unless open sessions are to end', async () => {
  const { policy, asked, list, spoken } = given();
  await policy.choose(laptop);
  policy.picked.value = loose.id;
  await policy.confirm(laptop);
  expect(asked).toEqual([
    { id: laptop.id, rev: laptop.rev, policyId: loose.id, apply: 'from_next_connection' },
  ]);
  expect(list.rows.value[0]?.policy.id).toBe(loose.id);
  expect(policy.choosing.value).toBeNull();
  expect(spoken.value).toEqual({ message: 'saidPolicyChanged', values: ['laptop'] });

  await policy.choose(laptop);
  policy.endsSessions.value = true;
  await policy.confirm(laptop);
  expect(asked[1]).toMatchObject({ apply: 'now' });
  await policy.choose(laptop);
  expect(policy.endsSessions.value).toBe(false); // Never kept from the last time.
});

test('where there is no other policy nothing can be changed', async () => {
  const { policy, asked } = given([builtIn]);
  await policy.choose(laptop);
  expect(policy.choosing.value?.policies).toEqual([]);
  await policy.confirm(laptop);
  expect(asked).toEqual([]);
});

test('a list that cannot be read and a change that is refused are said, and the key stays as it is', async () => {
  const unread = given([], { listPolicies: () => Promise.reject(new ApiError('offline')) });
  await unread.policy.choose(laptop);
  expect(unread.policy.failed.value).toEqual({ keyId: laptop.id, failure: 'offline' });

  const gone = given(undefined, { assignPolicy: () => Promise.reject(new ApiError('policy_not_found')) });
  await gone.policy.choose(laptop);
  await gone.policy.confirm(laptop);
  expect(gone.policy.failed.value).toEqual({ keyId: laptop.id, failure: 'policy_not_found' });
  expect(gone.list.rows.value[0]?.policy.id).toBe('pol_default');
});
