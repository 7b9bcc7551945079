import { expect, test } from 'vitest';

import { ListPolicies } from '../../extension/features/list-policies/list-policies.tsx';
import { createListPoliciesModel } from '../../extension/features/list-policies/list-policies-model.ts';
import type { PolicyView } from '../../shared/api/operations/policies.ts';
import { systemDefaultPolicy } from '../../shared/policy/policy.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, until } from './support/screen.ts';

const id = `pol_${'a'.repeat(22)}`;
const policy: PolicyView = {
  ...systemDefaultPolicy,
  id,
  rev: 1,
  name: 'Readers',
  projectId: 'prj_default',
  builtIn: false,
  behind: 0,
  keys: 3,
  createdAt: today,
  changedAt: today,
};

test('policies are listed with their keys; one that no key has is deleted after a yes', async () => {
  const unused = { ...policy, id: `pol_${'b'.repeat(22)}`, name: 'Unused', keys: 0 };
  let policies: readonly PolicyView[] = [policy, unused];
  const client = givenClient({
    listPolicies: async () => ({ policies: [...policies], next: null }),
    deletePolicy: async ({ id: gone }) => {
      policies = policies.filter((each) => each.id !== gone);
      return { id: gone };
    },
  });
  const model = createListPoliciesModel({ client, say: () => {} });
  renderPage(<ListPolicies model={model} now={today} />);
  await findText('Loading…');
  await model.remote.read();
  expect(byRole('link', 'Readers').getAttribute('href')).toBe(`#/policies/${id}`);
  expect(isDisabled(byRole('button', 'Remove Readers'))).toBe(true);
  byRole('button', 'Remove Unused').click();
  (await findByRole('button', 'Yes: Remove Unused')).click();
  await until(() => expect(allByRole('link', 'Unused')).toEqual([]));
});
