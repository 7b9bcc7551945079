import { ok, refuse, type Refusal, type Result } from '../result.ts';
import type { Ask, Want, WantKind } from './ask.ts';
import type { Condition } from './condition.ts';
import { isInRanges } from './ip-range.ts';
import { judge } from './judge.ts';
import { matches } from './pattern.ts';
import type { Policy } from './policy.ts';
import type { Rule, Rules } from './rules.ts';
import { isSafeName } from './safe-name.ts';
import { skeleton } from './skeleton.ts';

/** What decided. */
export interface Reason {
  /** Where in the policy it stands, as a JSON Pointer: `/tools/rules/2`, `/tools/otherwise`, `/images`. */
  readonly rule: string;
  /** Of the rule, where it is one. */
  readonly pattern: string | null;
  /** The argument that a condition was about, where one decided. */
  readonly pointer: string | null;
}

/**
 * Whether `policy` lets a call through, and what decided; refusals carry the same in their `detail`. This is the one
 * judgement: calls are admitted by it, lists filtered, drafts tried and questions answered.
 *
 * Refusals: `image_not_allowed`, `condition_failed` (the client's address), `tool_not_allowed` (a tool, resource or
 * prompt), `argument_not_allowed`, `method_not_found`.
 */
export function evaluate(policy: Policy, { image, ip, wants }: Ask): Result<Reason> {
  if (policy.images !== 'all' && !policy.images.includes(image))
    return refuse('image_not_allowed', { ...because('/images') });
  if (policy.ipRanges !== 'all' && (ip === null || !isInRanges(ip, policy.ipRanges)))
    return refuse('condition_failed', { ...because('/ipRanges') });
  let reason = because('/images');
  for (const want of wants) {
    const decided = decide(policy, want);
    if (!decided.ok) return decided;
    reason = decided.value;
  }
  return ok(reason);
}

/** Whether something is listed. What is listed may be called, if its arguments are right; what is not, never. */
export function isListed(policy: Policy, kind: WantKind, name: string): boolean {
  return decide(policy, { kind, name, arguments: null }).ok;
}

/** Whether a call of something that is listed could be refused for its arguments. */
export function hangsOnArguments(policy: Policy, kind: WantKind, name: string): boolean {
  const rules: Rules = policy[places[kind]];
  const at = find(kind, rules, name, () => true);
  return (rules.rules[at]?.when ?? []).length > 0;
}

/** A refusal as the client may see it: by name and without a reason, where the policy is not to be seen at all. */
export function disguised(policy: Policy, refusal: Refusal): Refusal {
  return policy.stealth && refusal.code === 'tool_not_allowed' ? refuse('tool_unknown') : refusal;
}

const places = { tool: 'tools', resource: 'resources', prompt: 'prompts', method: 'methods' } as const;

function decide(policy: Policy, { kind, name, arguments: args }: Want): Result<Reason> {
  const place = places[kind];
  const rules: Rules = policy[place];
  const byName = find(kind, rules, name, () => false);
  const listed = reasonOf(place, rules, byName);
  if (effectOf(rules, byName) === 'deny')
    return refuse(kind === 'method' ? 'method_not_found' : 'tool_not_allowed', { ...listed });
  if (args === null) return ok(listed);
  return decideArguments(
    place,
    rules,
    args,
    find(kind, rules, name, (rule) => bites(rule, args)),
  );
}

/** The name is allowed, so what is left to decide hangs on the arguments. */
function decideArguments(place: string, rules: Rules, args: unknown, at: number): Result<Reason> {
  const reason = reasonOf(place, rules, at);
  const { effect, when = [] } = rules.rules[at] ?? { effect: 'allow' };
  const failed = effect === 'deny' ? when[0] : when.find((condition) => judge(condition, args) !== 'holds');
  if (failed === undefined) return ok(reason);
  return refuse('argument_not_allowed', { ...reason, pointer: failed.pointer });
}

/** A rule that denies under conditions bites where all of them hold, or nobody can say for sure that they do not. */
function bites({ when = [] }: Rule, args: unknown): boolean {
  const bitesBy = (condition: Condition) => ['holds', 'unclear'].includes(judge(condition, args));
  return when.every(bitesBy);
}

const none = -1;
const unsafe = -2;

/**
 * The rule that decides about a name: `none` for `otherwise`, `unsafe` for a name that no pattern can be trusted with.
 *
 * A name outside the plain ones is only what a rule spells out in full: it could be another name to the server than it
 * is to us. Denying rules also meet what looks like their pattern. `meets` tells of a conditional denial.
 */
function find(kind: WantKind, { rules }: Rules, name: string, meets: (rule: Rule) => boolean): number {
  if (rules.length === 0) return none;
  const isSafe = isSafeName(kind, name);
  const looks = skeleton(name);
  const at = rules.findIndex((rule) => {
    if (rule.effect === 'allow') return isSafe ? matches(rule.pattern, name) : rule.pattern === name;
    if (!matches(rule.pattern, name) && !matches(skeletonOf(rule.pattern), looks)) return false;
    return rule.when === undefined || rule.when.length === 0 || meets(rule);
  });
  return at === -1 && !isSafe ? unsafe : at;
}

function effectOf({ rules, otherwise }: Rules, at: number): 'allow' | 'deny' {
  return at === unsafe ? 'deny' : (rules[at]?.effect ?? otherwise);
}

function reasonOf(place: string, { rules }: Rules, at: number): Reason {
  const rule = rules[at];
  return rule === undefined ? because(`/${place}/otherwise`) : because(`/${place}/rules/${at}`, rule.pattern);
}

function because(rule: string, pattern: string | null = null): Reason {
  return { rule, pattern, pointer: null };
}

/** Stars stay stars. */
function skeletonOf(pattern: string): string {
  return pattern.split('*').map(skeleton).join('*');
}
