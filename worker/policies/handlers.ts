import type { Handlers } from '../../shared/api/contract.ts';
import type { PolicyView, policyOperations } from '../../shared/api/operations/policies.ts';
import { prefixes } from '../../shared/ids.ts';
import { diff } from '../../shared/policy/diff.ts';
import { editedFields, fieldsOf, type Policy } from '../../shared/policy/policy.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem, recordGone, staleAt } from '../http/problem.ts';
import { checkNamedImages, newlyNamed } from '../images/named-images.ts';
import { findOpenProject } from '../projects/find-project.ts';
import { newId } from '../secrets/new-id.ts';
import { deletePolicy as removePolicy } from './delete-policy.ts';
import { listPolicies, listPolicyVersions } from './list-policies.ts';
import { createPolicyTable } from './policy-table.ts';
import { tellKeys } from './tell-keys.ts';
import { tryDraft } from './try-policy.ts';
import { changePolicy, createPolicy as makePolicy, type PolicyChange } from './write-policy.ts';

export const policyHandlers: Pick<Handlers<Context>, keyof typeof policyOperations> = {
  listPolicies: ({ project, ...ask }, { env }) => listPolicies(project, ask, env),
  createPolicy: async ({ project, ...fields }, context) => {
    const { env } = context;
    await findOpenProject(project, env);
    await checkNamedImages(newlyNamed(fields.images), project, env);
    const id = newId(prefixes.policy).toLowerCase();
    orThrow(await makePolicy({ id, projectId: project }, fields, by(context), env).catch(recordGone));
    return view(id, env);
  },
  tryPolicy: ({ policyId, keyIds, ...fields }, context) => tryDraft(fields, { policyId, keyIds }, context),
  readPolicy: ({ id }, { env }) => view(id, env),
  editPolicy: async ({ id, rev, ...edit }, context) => {
    const current = await changeable(id, rev, context.env);
    await checkNamedImages(newlyNamed(edit.images, current.images), current.projectId, context.env);
    return change({ action: 'policy.edit', current, fields: editedFields(current, edit) }, context);
  },
  restorePolicy: async ({ id, rev, version }, context) => {
    const current = await changeable(id, rev, context.env);
    const fields = await versionOf(id, version, context.env);
    return change({ action: 'policy.restore', current, fields }, context);
  },
  deletePolicy: async ({ id, rev }, context) => {
    const { env } = context;
    orThrow(await removePolicy(await view(id, env), rev, by(context), env).catch(recordGone));
    return { id };
  },
  readPolicyDiff: async ({ id, from, to }, { env }) => {
    await view(id, env);
    const [before, after] = await Promise.all([versionOf(id, from, env), versionOf(id, to, env)]);
    return { changes: diff(fieldsOf(before), fieldsOf(after)) };
  },
  listPolicyVersions: async ({ id, ...ask }, { env }) => {
    const current = await view(id, env);
    if (current.builtIn) return { versions: [{ ...current, actor: 'keyharbor' }], next: null };
    return listPolicyVersions(id, ask, env);
  },
};

async function view(id: string, env: Env): Promise<PolicyView> {
  const policy = await createPolicyTable(env.RECORD).read(id).catch(recordGone);
  if (policy === null) throw new Problem('policy_not_found');
  return policy;
}

/** The policy, if it may be changed and is what the caller has seen. */
async function changeable(id: string, rev: number | undefined, env: Env): Promise<PolicyView> {
  const policy = await view(id, env);
  if (policy.builtIn) throw new Problem('policy_builtin');
  if (rev !== undefined && rev !== policy.rev) throw staleAt(policy.rev);
  return policy;
}

async function versionOf(id: string, version: number, env: Env): Promise<Policy> {
  const policy = await createPolicyTable(env.RECORD).version(id, version).catch(recordGone);
  if (policy === null) throw new Problem('policy_version_not_found');
  return policy;
}

async function change(edit: PolicyChange, context: Context) {
  const { env } = context;
  const { id, version } = orThrow(await changePolicy(edit, by(context), env).catch(recordGone));
  const keys = await tellKeys({ id, version }, by(context), env).catch(recordGone);
  const policy = await view(id, env);
  return { policy, keys, progress: policy.behind === 0 ? null : `/v1/policies/${id}` };
}
