import * as v from 'valibot';

import { imageIdSchema, policyIdSchema } from '../ids.ts';
import type { PolicyRef } from '../key/key.ts';
import { readIpRange } from './ip-range.ts';
import { limitFields } from './limits.ts';
import { callRulesSchema, plainRulesSchema } from './rules.ts';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer('Expected a whole number'), v.minValue(least), v.maxValue(most));

const ipRange = v.pipe(
  v.string(),
  v.maxLength(64),
  v.check(
    (text) => readIpRange(text) !== null,
    'Expected an address or a range such as 10.0.0.0/8 or 2001:db8::/32',
  ),
);

const fields = {
  name: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,128}$/u, 'Expected 1 to 128 visible characters'),
  ),
  /** `all`, or up to 100 ids. */
  images: v.union([v.literal('all'), v.pipe(v.array(imageIdSchema), v.maxLength(100))]),
  /** Idle times of 1 to 1,000 and 3 to 1,000 minutes; `null`: sessions are not released for being idle. */
  release: v.nullable(v.strictObject({ mcpIdleMinutes: whole(1, 1000), userIdleMinutes: whole(3, 1000) })),
  /** 1 to 1,000. */
  maxRunMinutes: whole(1, 1000),
  /** Which tools may be called, and with what. */
  tools: callRulesSchema,
  /** Which resources may be read and subscribed to, by URI. */
  resources: plainRulesSchema,
  /** Which prompts may be had, and with what. */
  prompts: callRulesSchema,
  /** Which methods may be used beyond handshake, lists, tools, resources and prompts: `completion/complete`, `tasks/*`. */
  methods: plainRulesSchema,
  /** Where calls may come from: `all`, or up to 100 addresses and ranges (CIDR) of IPv4 and IPv6. */
  ipRanges: v.union([v.literal('all'), v.pipe(v.array(ipRange), v.maxLength(100))]),
  /** Whether a tool may be called whose definition is not the one that was seen first. */
  toolChanges: v.picklist(['allow', 'block']),
  /** Whether what is refused by name looks as if it was not there: `-32602 Unknown tool`. */
  stealth: v.boolean(),
} as const;

const everything = () => ({ rules: [], otherwise: 'allow' as const });

/** What a policy says; people edit these. What may be left out then means what policies meant before there was the field. */
export const policyFields = {
  ...fields,
  tools: v.optional(fields.tools, everything),
  resources: v.optional(fields.resources, everything),
  prompts: v.optional(fields.prompts, everything),
  methods: v.optional(fields.methods, everything),
  ...limitFields,
  ipRanges: v.optional(fields.ipRanges, 'all'),
  toolChanges: v.optional(fields.toolChanges, 'allow'),
  stealth: v.optional(fields.stealth, false),
} as const;
/** A change of some fields; those left out stay as they are. */
export const policyEditSchema = v.partial(
  v.strictObject({
    ...fields,
    maxSessions: limitFields.maxSessions.wrapped,
    concurrentCalls: limitFields.concurrentCalls.wrapped,
    callsPerMinute: limitFields.callsPerMinute.wrapped,
    callsPerDay: limitFields.callsPerDay.wrapped,
    callSeconds: limitFields.callSeconds.wrapped,
  }),
);
export type PolicyEdit = v.InferOutput<typeof policyEditSchema>;

export type PolicyFields = Omit<Policy, 'id' | 'version'>;

/**
 * One version of a policy: what a key may do. Never changes once written; an edit makes the next version.
 *
 * A session without MCP traffic **and** without a person's activity for the two idle times is released; either
 * way it ends after its longest run time.
 */
export const policySchema = v.object({
  id: policyIdSchema,
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...policyFields,
});
export type Policy = v.InferOutput<typeof policySchema>;

/** The policy of every new key. It can be neither changed nor deleted. */
export const systemDefaultPolicy: Policy = v.parse(policySchema, {
  id: 'pol_default',
  version: 1,
  name: 'System default',
  images: 'all',
  release: { mcpIdleMinutes: 60, userIdleMinutes: 60 },
  maxRunMinutes: 1000,
});

const bodySchema = v.object(policyFields);

/** What a version says, apart from its name and number: the fields of a policy, and nothing else that came along. */
export function fieldsOf(asked: PolicyFields): PolicyFields {
  return v.parse(bodySchema, asked);
}

/** A version that says so. */
export function policyOf(id: string, version: number, asked: PolicyFields): Policy {
  return { id, version, ...fieldsOf(asked) };
}

/** What a version says once some fields are changed. */
export function editedFields(policy: PolicyFields, edit: PolicyEdit): PolicyFields {
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  return fieldsOf({ ...policy, ...given });
}

/** Where the shelf (KV) keeps a version: `policy:pol_default:1`. */
export function shelfName(ref: PolicyRef): string {
  return `policy:${ref.id}:${ref.version}`;
}
