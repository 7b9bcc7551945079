import * as v from 'valibot';

import { imageIdSchema } from '../ids.ts';
import { wantKinds, type Want } from './ask.ts';
import { evaluate, hangsOnArguments } from './evaluate.ts';
import type { Policy } from './policy.ts';

/** A call as its key's gate remembers it: what it wanted, never with which arguments. */
export const recordedCallSchema = v.object({
  /** Unix milliseconds. */
  at: v.number(),
  image: imageIdSchema,
  ip: v.nullable(v.string()),
  /** `called`: with arguments that were not kept; else it was only looked at. */
  wants: v.array(v.object({ kind: v.picklist(wantKinds), name: v.string(), called: v.boolean() })),
  /** `null`: it passed; else why it was refused. */
  refusal: v.nullable(v.string()),
});
export type RecordedCall = v.InferOutput<typeof recordedCallSchema>;

/** What a policy would have made of some calls. */
export const trialSchema = v.object({
  calls: v.number(),
  refused: v.number(),
  /** Allowed by name; the arguments, which are not kept, would have decided. Or the client's address is not known. */
  undecided: v.number(),
  /** What would have refused, most calls first; `rule` as in refusals. */
  rules: v.array(
    v.object({ rule: v.string(), pattern: v.nullable(v.string()), code: v.string(), calls: v.number() }),
  ),
});
export type Trial = v.InferOutput<typeof trialSchema>;

/** Judges calls of the past by a policy of the future. */
export function tryPolicy(policy: Policy, calls: readonly RecordedCall[]): Trial {
  const rules = new Map<string, Trial['rules'][number]>();
  let undecided = 0;
  for (const call of calls) {
    const found = refusalOf(policy, call);
    if (found === 'undecided') undecided += 1;
    if (found === 'undecided' || found === null) continue;
    const name = `${found.code} ${found.rule}`;
    rules.set(name, { ...found, calls: (rules.get(name)?.calls ?? 0) + 1 });
  }
  const most = [...rules.values()].toSorted((one, other) => other.calls - one.calls);
  const refused = most.reduce((sum, rule) => sum + rule.calls, 0);
  return { calls: calls.length, refused, undecided, rules: most };
}

function refusalOf(policy: Policy, { image, ip, wants }: RecordedCall) {
  const asked = wants.map(({ kind, name }): Want => ({ kind, name, arguments: null }));
  const decision = evaluate(policy, { image, ip, wants: asked });
  if (decision.ok) {
    const hangs = wants.some(({ kind, name, called }) => called && hangsOnArguments(policy, kind, name));
    return hangs ? 'undecided' : null;
  }
  if (decision.code === 'condition_failed' && ip === null) return 'undecided';
  const { rule, pattern } = decision.detail ?? {};
  return { rule: String(rule), pattern: typeof pattern === 'string' ? pattern : null, code: decision.code };
}
