import { expect, test } from 'vitest';

import { EditPolicy } from '../../extension/features/edit-policy/edit-policy.tsx';
import { createEditPolicyModel } from '../../extension/features/edit-policy/edit-policy-model.ts';
import { checkDraft, draftOf } from '../../extension/features/edit-policy/policy-draft.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Client } from '../../shared/api/client.ts';
import type { PolicyView } from '../../shared/api/operations/policies.ts';
import { defaultImages } from '../../shared/image/image.ts';
import { editedFields, fieldsOf, type PolicyEdit } from '../../shared/policy/policy.ts';
import { givenClient, today } from './support/givens.ts';
import { givenPolicy } from './support/policies.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, isDisabled, type, until } from './support/screen.ts';

const policy = givenPolicy('Readers', {
  version: 2,
  rev: 2,
  keys: 3,
  tools: { rules: [{ pattern: 'read_*', effect: 'allow', when: [] }], otherwise: 'deny' },
});
const { id } = policy;

/** A Worker with one policy, changed as it is told; and the page of it. */
function givenPage({
  first = policy,
  isNew = false,
  answers = {},
}: { first?: PolicyView; isNew?: boolean; answers?: Partial<Client> } = {}) {
  const world = { policy: first, sent: [] as unknown[], created: [] as string[] };
  const old = { ...first, version: 1, rev: 1, name: 'Old readers', actor: 'ada' };
  const next = (edit: PolicyEdit, rev: number | undefined) => {
    if (rev !== world.policy.rev) throw new ApiError('revision_mismatch');
    world.sent.push(edit);
    const version = world.policy.version + 1;
    world.policy = { ...world.policy, ...editedFields(world.policy, edit), version, rev: version };
    return { policy: world.policy, keys: { updated: 3, missed: 0 }, progress: null };
  };
  const client = givenClient({
    readPolicy: async () => world.policy,
    createPolicy: async (fields) => {
      world.sent.push(fields);
      return policy;
    },
    editPolicy: async ({ rev, ...edit }) => next(edit as PolicyEdit, rev),
    restorePolicy: async ({ rev }) => next(fieldsOf(old), rev),
    listPolicyVersions: async () => ({ versions: [{ ...world.policy, actor: 'ada' }, old], next: null }),
    tryPolicy: async () => ({
      calls: 10,
      refused: 4,
      undecided: 1,
      rules: [{ rule: '/tools/otherwise', pattern: null, code: 'tool_not_allowed', calls: 4 }],
      keys: { asked: 3, missed: 0 },
    }),
    ...answers,
  });
  const model = createEditPolicyModel({
    client,
    id: isNew ? null : id,
    created: (made) => void world.created.push(made),
    say: () => {},
  });
  renderPage(<EditPolicy model={model} images={defaultImages} now={today} />);
  void model.read();
  return { world, model };
}

test('what a form says of a policy is what the policy says, whatever is in it', () => {
  const full = fieldsOf({
    ...policy,
    images: ['linux_latest'],
    release: null,
    callsPerDay: 5,
    ipRanges: ['10.0.0.0/8', '2001:db8::/32'],
    tools: {
      otherwise: 'deny',
      rules: [
        {
          pattern: 'write_*',
          effect: 'allow',
          when: [
            { pointer: '/path', test: 'matches', pattern: '/home/*' },
            { pointer: '/mode', test: 'oneOf', values: ['a', 'b, c', '5', 5, true, null] },
            { pointer: '/force', test: 'equals', value: 'false' },
            { pointer: '/depth', test: 'equals', value: 3 },
            { pointer: '/text', test: 'maxLength', length: 0 },
            { pointer: '/url', test: 'urlHost', hosts: ['*.example.com', 'example.com'] },
          ],
        },
      ],
    },
  });
  expect(checkDraft(draftOf(full))).toEqual({ fields: full, wrong: [] });
});

test('a draft that is wrong says where, and cannot be saved', async () => {
  const { world, model } = givenPage();
  await findByRole('button', 'Save');
  model.write({ maxRunMinutes: '', ipRanges: 'nowhere', isFromAnywhere: false });
  await findText('Not right yet: /maxRunMinutes, /ipRanges/0');
  expect(isDisabled(byRole('button', 'Save'))).toBe(true);
  await model.save();
  expect(world.sent).toEqual([]);
});

test('a rule is added, given a condition, and saved; only what changed is sent', async () => {
  const { world } = givenPage();
  const [addTool] = await until(() => expect(allByRole('button', 'Add a rule')).toHaveLength(4)).then(() =>
    allByRole('button', 'Add a rule'),
  );
  addTool?.click();
  await until(() => expect(allByRole('textbox', 'Name, with * for anything')).toHaveLength(2));
  type(allByRole('textbox', 'Name, with * for anything')[1] ?? document.body, 'write_file');
  await until(() => expect(isDisabled(byRole('button', 'Save'))).toBe(false));
  allByRole('button', 'Add a condition on arguments')[1]?.click();
  type(await findByRole('textbox', 'Argument (JSON Pointer)'), '/path');
  await until(() => expect(isDisabled(byRole('button', 'Save'))).toBe(false));
  type(byRole('textbox', 'Value'), '/tmp');
  await until(() => expect(isDisabled(byRole('button', 'Save'))).toBe(false));
  byRole('button', 'Save').click();
  const when = [{ pointer: '/path', test: 'equals', value: '/tmp' }];
  await until(() =>
    expect(world.sent).toEqual([
      {
        id,
        tools: {
          otherwise: 'deny',
          rules: [...policy.tools.rules, { pattern: 'write_file', effect: 'allow', when }],
        },
      },
    ]),
  );
});

test('somebody else’s edit is told; after reloading, the draft can be saved', async () => {
  const { world, model } = givenPage();
  await findByRole('button', 'Save');
  model.write({ stealth: true });
  world.policy = { ...world.policy, rev: 7, version: 7, maxRunMinutes: 5 };
  byRole('button', 'Save').click();
  await findText('It was changed meanwhile');
  byRole('button', 'Reload').click();
  await until(() => expect(allByRole('alert')).toHaveLength(0));
  byRole('button', 'Save').click();
  await until(() => expect(world.policy).toMatchObject({ stealth: true, maxRunMinutes: 5 }));
});

test('the tester says which rule of the unsaved draft decides', async () => {
  const { model } = givenPage();
  await findByRole('button', 'Save');
  model.explain.write({ image: 'linux_latest', name: 'read_file' });
  await findText('Passes by /tools/rules/0');
  model.explain.write({ name: 'delete_file' });
  await findText('Refused by /tools/otherwise');
  model.write({ tools: { rules: [], otherwise: 'allow' } });
  await findText('Passes by /tools/otherwise');
  model.explain.write({ args: '[1' });
  await findText('The arguments are no JSON object.');
});

test('a draft is tried on past calls', async () => {
  givenPage();
  await until(() => expect(isDisabled(byRole('button', 'Try the draft'))).toBe(false));
  byRole('button', 'Try the draft').click();
  await findText('4 of 10 calls would have been refused');
  await findText('/tools/otherwise');
});

test('an earlier version is compared with the current one, and restored after a yes', async () => {
  const { world } = givenPage();
  (await findByRole('button', 'Compare version 1 with the current one')).click();
  await findText('NameOld readersReaders');
  byRole('button', 'Restore version 1').click();
  (await findByRole('button', 'Yes: Restore version 1')).click();
  await until(() => expect(world.policy.name).toBe('Old readers'));
});

test('a new policy starts as the default one without a name, and is gone to once it is made', async () => {
  const { world, model } = givenPage({ isNew: true });
  await findText('Not right yet: /name');
  model.write({ name: 'Writers' });
  await until(() => expect(isDisabled(byRole('button', 'Save'))).toBe(false));
  byRole('button', 'Save').click();
  await until(() => expect(world.created).toEqual([id]));
});

test('the built-in policy is shown and cannot be changed', async () => {
  givenPage({ first: { ...policy, builtIn: true } });
  await findText('System default');
  expect(allByRole('button', 'Save')).toEqual([]);
  expect(document.querySelector('form > fieldset')?.hasAttribute('disabled')).toBe(true);
});
