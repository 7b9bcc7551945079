import * as v from 'valibot';

import { policyFields, type PolicyEdit, type PolicyFields } from '../../../shared/policy/policy.ts';
import { rulesDraftOf, rulesIn, type RulesDraft } from './rules-draft.ts';

/** What calls can be limited to; empty texts stand for no limit. */
export const limitNames = [
  'maxSessions',
  'concurrentCalls',
  'callsPerMinute',
  'callsPerDay',
  'callSeconds',
] as const;

/** Which of them can ask for something of the arguments. */
export const ruleKinds = { tools: true, prompts: true, resources: false, methods: false } as const;
export type RuleKind = keyof typeof ruleKinds;
export const ruleKindNames = ['tools', 'resources', 'prompts', 'methods'] as const;

/** A policy as it stands in a form: numbers are text, addresses are lines. */
export interface PolicyDraft
  extends Readonly<Record<RuleKind, RulesDraft>>, Readonly<Record<(typeof limitNames)[number], string>> {
  readonly name: string;
  readonly images: 'all' | string[];
  /** Whether sessions end for being idle. */
  readonly isReleased: boolean;
  readonly mcpIdleMinutes: string;
  readonly userIdleMinutes: string;
  readonly maxRunMinutes: string;
  /** Calls may come from wherever. */
  readonly isFromAnywhere: boolean;
  readonly ipRanges: string;
  readonly toolChanges: 'allow' | 'block';
  readonly stealth: boolean;
}

export function draftOf(policy: PolicyFields): PolicyDraft {
  const { name, images, release, maxRunMinutes, ipRanges, toolChanges, stealth } = policy;
  return {
    name,
    images,
    isReleased: release !== null,
    mcpIdleMinutes: String(release?.mcpIdleMinutes ?? 60),
    userIdleMinutes: String(release?.userIdleMinutes ?? 60),
    maxRunMinutes: String(maxRunMinutes),
    tools: rulesDraftOf(policy.tools),
    resources: rulesDraftOf(policy.resources),
    prompts: rulesDraftOf(policy.prompts),
    methods: rulesDraftOf(policy.methods),
    isFromAnywhere: ipRanges === 'all',
    ipRanges: ipRanges === 'all' ? '' : ipRanges.join('\n'),
    toolChanges,
    stealth,
    maxSessions: limitOf(policy.maxSessions),
    concurrentCalls: limitOf(policy.concurrentCalls),
    callsPerMinute: limitOf(policy.callsPerMinute),
    callsPerDay: limitOf(policy.callsPerDay),
    callSeconds: limitOf(policy.callSeconds),
  };
}

function limitOf(limit: number | null): string {
  return limit === null ? '' : String(limit);
}

const fieldsSchema = v.object(policyFields);

/** What a form says; `fields` is `null` where some of it is wrong, and `wrong` says where, as JSON Pointers. */
export interface CheckedDraft {
  readonly fields: PolicyFields | null;
  readonly wrong: readonly string[];
}

export function checkDraft(draft: PolicyDraft): CheckedDraft {
  const { mcpIdleMinutes, userIdleMinutes, ipRanges } = draft;
  const checked = v.safeParse(fieldsSchema, {
    name: draft.name,
    images: draft.images,
    release: draft.isReleased
      ? { mcpIdleMinutes: number(mcpIdleMinutes), userIdleMinutes: number(userIdleMinutes) }
      : null,
    maxRunMinutes: number(draft.maxRunMinutes),
    tools: rulesIn(draft.tools, ruleKinds.tools),
    resources: rulesIn(draft.resources, ruleKinds.resources),
    prompts: rulesIn(draft.prompts, ruleKinds.prompts),
    methods: rulesIn(draft.methods, ruleKinds.methods),
    ipRanges: draft.isFromAnywhere ? 'all' : ipRanges.split(/[\s,]+/).filter((range) => range !== ''),
    toolChanges: draft.toolChanges,
    stealth: draft.stealth,
    ...Object.fromEntries(
      limitNames.map((name) => [name, draft[name].trim() === '' ? null : number(draft[name])]),
    ),
  });
  if (checked.success) return { fields: checked.output, wrong: [] };
  const pointers = checked.issues.map(({ path = [] }) => path.map(({ key }) => `/${String(key)}`).join(''));
  return { fields: null, wrong: [...new Set(pointers)] };
}

/** The fields that are other than before: only these are sent, so that nobody else's change is undone. */
export function editIn(fields: PolicyFields, before: PolicyFields): PolicyEdit {
  const old: Readonly<Record<string, unknown>> = before;
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name])),
  );
}

/** Empty is no number, and not 0. */
function number(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
