import * as fc from 'fast-check';
import * as v from 'valibot';
import { test } from 'vitest';

import { wantKinds } from '../../../shared/policy/ask.ts';
import { evaluate, isListed } from '../../../shared/policy/evaluate.ts';
import { policySchema, systemDefaultPolicy, type Policy } from '../../../shared/policy/policy.ts';

/** Few letters, so that patterns and names meet often; one of them is Cyrillic. */
const text = (...letters: string[]) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 4 });

function policyOf(fields: object): Policy {
  return v.parse(policySchema, { ...systemDefaultPolicy, ...fields });
}

const scalar = fc.constantFrom('a', 'b', 1, null);
const condition = fc.oneof(
  fc.record({ pointer: fc.constantFrom('/x', '/y'), test: fc.constant('equals'), value: scalar }),
  fc.record({ pointer: fc.constantFrom('/x', '/y/0'), test: fc.constant('oneOf'), values: fc.array(scalar) }),
  fc.record({ pointer: fc.constant('/x'), test: fc.constant('matches'), pattern: text('a', 'b', '*') }),
  fc.record({ pointer: fc.constant('/x'), test: fc.constant('maxLength'), length: fc.nat(3) }),
);
const effect = fc.constantFrom('allow', 'deny');
const pattern = text('a', 'b', 'а', '*').filter((each) => each !== '');
const plainRules = fc.record({
  rules: fc.array(fc.record({ pattern, effect }), { maxLength: 5 }),
  otherwise: effect,
});
const callRules = fc.record({
  rules: fc.array(fc.record({ pattern, effect, when: fc.array(condition, { maxLength: 2 }) }), {
    maxLength: 5,
  }),
  otherwise: effect,
});
const anyPolicy = fc
  .record({
    tools: callRules,
    prompts: callRules,
    resources: plainRules,
    methods: plainRules,
    stealth: fc.boolean(),
  })
  .map(policyOf);
const args = fc.dictionary(fc.constantFrom('x', 'y', 'X'), fc.oneof(scalar, fc.array(scalar)));

test('what is listed is what may be called: with other arguments at most, and never what is not listed', () => {
  const want = fc.record({
    kind: fc.constantFrom(...wantKinds),
    name: text('a', 'b', 'а', '/'),
    arguments: args,
  });
  fc.assert(
    fc.property(anyPolicy, want, (policy, each) => {
      const decision = evaluate(policy, { image: 'linux_latest', ip: null, wants: [each] });
      const isRefusedByName = !decision.ok && decision.code !== 'argument_not_allowed';
      return isListed(policy, each.kind, each.name) === !isRefusedByName;
    }),
    { numRuns: 3_000 },
  );
});
