import type { Handlers } from '../../shared/api/contract.ts';
import type { PolicyView, policyOperations } from '../../shared/api/operations/policies.ts';
import { randomBase62 } from '../../shared/credential/base62.ts';
import { prefixes } from '../../shared/ids.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem, recordGone } from '../http/problem.ts';
import { inParallel } from '../in-parallel.ts';
import { askGate } from '../keys/ask-gate.ts';
import { findOpenProject } from '../projects/find-project.ts';
import { randomBytes } from '../secrets/mint.ts';
import { deletePolicy as removePolicy } from './delete-policy.ts';
import { listPolicies, listPolicyVersions } from './list-policies.ts';
import { createPolicyTable } from './policy-table.ts';
import { createShelf } from './shelf.ts';
import { createPolicyWriter } from './write-policy.ts';

/** Gates told of a new version at the same time. */
const atOnce = 10;

export const policyHandlers: Pick<Handlers<Context>, keyof typeof policyOperations> = {
  listPolicies: ({ project, ...ask }, { env }) => listPolicies(project, ask, env),
  createPolicy: async ({ project, ...fields }, { env, actor }) => {
    await findOpenProject(project, env);
    const id = prefixes.policy + randomBase62(22, randomBytes).toLowerCase();
    orThrow(await writer(env).create(id, project, fields, actor).catch(recordGone));
    return view(id, env);
  },
  readPolicy: ({ id }, { env }) => view(id, env),
  updatePolicy: async ({ id, basedOn, ...fields }, context) => {
    const { env, actor } = context;
    await view(id, env);
    const policy = orThrow(await writer(env).update(id, basedOn, fields, actor).catch(recordGone));
    const keys = await tellKeys(policy, context);
    return { policy: await view(id, env), keys };
  },
  deletePolicy: async ({ id }, { env }) => {
    orThrow(await removePolicy(env.RECORD, id, Date.now()).catch(recordGone));
    return { id };
  },
  listPolicyVersions: async ({ id, ...ask }, { env }) => {
    const current = await view(id, env);
    if (current.builtIn) return { versions: [{ ...current, actor: 'keyharbor' }], next: null };
    return listPolicyVersions(id, ask, env);
  },
};

function writer(env: Env) {
  return createPolicyWriter({ db: env.RECORD, shelf: createShelf(env.SHELF), now: () => Date.now() });
}

async function view(id: string, env: Env): Promise<PolicyView> {
  const policy = await createPolicyTable(env.RECORD).read(id).catch(recordGone);
  if (policy === null) throw new Problem('policy_not_found');
  return policy;
}

/** Tells every key that has the policy of its new version. Deleted meanwhile is as good as told. */
async function tellKeys({ id, version }: Policy, context: Context) {
  const { env } = context;
  const keys = await createPolicyTable(env.RECORD).keyIdsOf(id).catch(recordGone);
  const count = { updated: 0, missed: 0 };
  await inParallel(atOnce, keys, async (key) => {
    const told = await askGate(key, env, (gate) => gate.assign({ id, version }, false, by(context)));
    if (told.ok) count.updated += 1;
    else if (told.code !== 'key_deleted') count.missed += 1;
  });
  return count;
}
