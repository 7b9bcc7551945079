import { expect, test } from 'vitest';

import { ListPolicies } from '../../extension/features/list-policies/list-policies.tsx';
import { createListPoliciesModel } from '../../extension/features/list-policies/list-policies-model.ts';
import { givenClient, today } from './support/givens.ts';
import { givenPolicy } from './support/policies.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, until } from './support/screen.ts';

test('policies are listed with their keys; one that no key has is deleted after a yes', async () => {
  const [readers, unused] = [givenPolicy('Readers', { keys: 3 }), givenPolicy('Unused')];
  let policies = [readers, unused];
  const client = givenClient({
    listPolicies: async () => ({ policies, next: null }),
    deletePolicy: async ({ id: gone }) => {
      policies = policies.filter((each) => each.id !== gone);
      return { id: gone };
    },
  });
  const model = createListPoliciesModel({ client, say: () => {} });
  renderPage(<ListPolicies model={model} now={today} />);
  await findText('Loading…');
  await model.remote.read();
  expect(byRole('link', 'Readers').getAttribute('href')).toBe(`#/policies/${readers.id}`);
  expect(isDisabled(byRole('button', 'Remove Readers'))).toBe(true);
  byRole('button', 'Remove Unused').click();
  (await findByRole('button', 'Yes: Remove Unused')).click();
  await until(() => expect(allByRole('link', 'Unused')).toEqual([]));
});
