import { policyOf, type PolicyFields } from '../../shared/policy/policy.ts';
import { tryPolicy, type RecordedCall, type Trial } from '../../shared/policy/trial.ts';
import type { Context } from '../context.ts';
import { recordGone } from '../http/problem.ts';
import { inParallel } from '../in-parallel.ts';
import { askGate } from '../keys/ask-gate.ts';
import { reachOf } from '../people/check-access.ts';
import { reachesKey } from '../people/reaches-key.ts';
import { createPolicyTable } from './policy-table.ts';

const gatesAtOnce = 10;
/** More than this would pass the platform's limit on requests. */
const mostKeys = 100;

/** Whose calls a draft is tried on. */
export interface TrialOf {
  readonly policyId?: string | undefined;
  readonly keyIds?: readonly string[] | undefined;
}

/** Tries a draft on the last calls of some keys. Refusal: `record_unavailable`; keys that do not answer are `missed`. */
export async function tryDraft(
  fields: PolicyFields,
  { policyId, keyIds = [] }: TrialOf,
  { env, principal }: Context,
): Promise<Trial & { keys: { asked: number; missed: number } }> {
  const theirs =
    policyId === undefined
      ? []
      : await createPolicyTable(env.RECORD)
          .keyIdsOf(policyId, mostKeys, reachOf(principal, 'keys.read'))
          .catch(recordGone);
  const keys = [...new Set([...keyIds, ...theirs])].slice(0, mostKeys);
  const calls: RecordedCall[] = [];
  let missed = 0;
  await inParallel(gatesAtOnce, [...keys], async (key) => {
    const isTheirs = await reachesKey(key, 'keys.read', principal, env).catch(() => false);
    const recent = isTheirs && (await askGate(key, env, (gate) => gate.recentCalls()));
    if (recent && recent.ok) calls.push(...recent.value);
    else missed += 1;
  });
  const draft = policyOf('pol_draft', 1, fields);
  return { ...tryPolicy(draft, calls), keys: { asked: keys.length, missed } };
}
