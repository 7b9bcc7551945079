import * as v from 'valibot';

import { conditionSchema } from './condition.ts';

/** Up to 512 characters that can be seen; `*` stands for any run of characters. */
const pattern = v.pipe(
  v.string(),
  v.maxLength(512),
  v.regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u, 'Expected 1 to 512 visible characters'),
);
const effect = v.picklist(['allow', 'deny']);

/** Up to 16, all of which must hold for the rule to allow, or to deny. */
const when = v.optional(v.pipe(v.array(conditionSchema), v.maxLength(16)), []);

const plainRule = v.strictObject({ pattern, effect });
const callRule = v.strictObject({ pattern, effect, when });
export type Rule = v.InferOutput<typeof plainRule> & { readonly when?: v.InferOutput<typeof when> };

const mostRules = 100;

/** Ordered: the first rule whose pattern fits a name decides about it; `otherwise` where none does. */
export interface Rules {
  readonly rules: readonly Rule[];
  readonly otherwise: 'allow' | 'deny';
}

/** Up to 100 rules by name alone. */
export const plainRulesSchema = v.strictObject({
  rules: v.pipe(v.array(plainRule), v.maxLength(mostRules)),
  otherwise: effect,
});

/** Up to 100 rules that can also ask for something of the arguments. */
export const callRulesSchema = v.strictObject({
  rules: v.pipe(v.array(callRule), v.maxLength(mostRules)),
  otherwise: effect,
});
