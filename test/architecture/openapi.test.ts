import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';

import { contract, operationNames } from '../../shared/api/contract.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import { apiErrors } from '../../shared/errors/api.ts';
import { errorCodes, errors } from '../../shared/errors.ts';
import { openApi } from '../../worker/openapi/openapi.ts';

const document = openApi('https://keys.example');
/** What the tests look at of an operation. */
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly $ref?: string; readonly name?: string; readonly in?: string }[];
  readonly responses: Readonly<Record<string, { content: Record<string, { examples?: object }> }>>;
}
const described = Object.values(document.paths).flatMap((path) => Object.values(path) as Described[]);
const of = (name: string) => described.find(({ operationId }) => operationId === name);

test('the reference is an OpenAPI 3.1 document, by the word of a validator that is not ours', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect(validator.resolveRefs()).toBeDefined();
  const broken = { ...structuredClone(document), paths: { '/v1/keys': { get: { responses: 'none' } } } };
  expect((await validator.validate(broken)).valid).toBe(false);
});

test('every operation of the contract is in it, with its sentence', () => {
  expect(described.map(({ operationId }) => operationId).toSorted()).toEqual([...operationNames].toSorted());
  for (const { operationId, summary } of described)
    expect(summary).toBe(contract[operationId as keyof typeof contract].summary);
});

test('every parameter of a path, and every header that an operation needs, is described', () => {
  for (const name of operationNames) {
    const { path, ifMatch, idempotent }: Operation = contract[name];
    const told = of(name)?.parameters ?? [];
    const inPath = told.filter((each) => each.in === 'path').map((each) => each.name);
    const parameters = Array.from(path.matchAll(/:(\w+)/g), ([, field]) => field);
    expect(new Set(inPath)).toEqual(new Set(parameters));
    const refs = told.flatMap(({ $ref }) => $ref ?? []);
    expect(refs.includes('#/components/parameters/IfMatch')).toBe(ifMatch === true);
    expect(refs.includes('#/components/parameters/IdempotencyKey')).toBe(idempotent === true);
  }
});

test('every refusal of the management API is told by some operation, under its status', () => {
  for (const code of Object.keys(apiErrors) as (keyof typeof apiErrors)[]) {
    const tells = described.filter(({ responses }) => {
      const examples = responses[errors[code].status]?.content['application/problem+json']?.examples;
      return examples !== undefined && code in examples;
    });
    expect(tells, code).not.toEqual([]);
  }
});

test('every refusal has an example whose type is its page', () => {
  for (const code of errorCodes)
    expect(document.components.examples[code]?.value).toMatchObject({
      code,
      type: `https://keys.example/docs/errors/${code}`,
    });
});
