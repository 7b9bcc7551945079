import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

import type { Operation } from '../../shared/api/operations/operation.ts';
import { statusOf } from '../../shared/api/status-of.ts';
import { errors, type ErrorCode } from '../../shared/errors.ts';
import { refusalsOf } from './refusals-of.ts';

const how = { target: 'draft-2020-12', errorMode: 'ignore' } as const;

const toJson = (schema: v.GenericSchema, typeMode: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { ...how, typeMode });
  return rest;
};

/** An operation as an OpenAPI 3.1 Operation Object. */
export function describeOperation(name: string, operation: Operation) {
  const { method, path, summary, input, ifMatch, idempotent, repeatable } = operation;
  const { properties = {}, required = [] } = toJson(input, 'input');
  const inPath = new Set(Array.from(path.matchAll(/:(\w+)/g), ([, field]) => field ?? ''));
  const rest = Object.entries(properties).filter(
    ([field]) => !inPath.has(field) && !(ifMatch && field === 'rev'),
  );
  const isQuery = method === 'GET';
  const parameter =
    (where: 'path' | 'query') =>
    ([field, schema]: [string, unknown]) => ({
      name: field,
      in: where,
      required: required.includes(field),
      schema,
    });
  return {
    operationId: name,
    summary,
    tags: [path.split('/')[2] ?? ''],
    ...securityOf(operation),
    parameters: [
      ...Object.entries(properties)
        .filter(([field]) => inPath.has(field))
        .map(parameter('path')),
      ...(isQuery ? rest.map(parameter('query')) : []),
      ...(ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(repeatable ? [{ $ref: '#/components/parameters/OptionalIdempotencyKey' }] : []),
    ],
    ...(!isQuery && rest.length > 0 && { requestBody: body(rest, required) }),
    responses: { ...successes(operation), ...refusals(operation) },
  };
}

/** Where it is not what all of them ask for. */
function securityOf({ proved }: Operation) {
  return proved ? { security: [{ proof: [] }] } : {};
}

function body(fields: readonly [string, unknown][], required: readonly string[]) {
  const needed = required.filter((field) => fields.some(([name]) => name === field));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { 'application/json': { schema } } };
}

function successes({ output, replayed, status = 200, lines, ifMatch }: Operation) {
  const told = toJson(output, 'output');
  const schema = replayed ? { anyOf: [told, toJson(replayed, 'output')] } : told;
  const media = lines ? 'application/x-ndjson' : 'application/json';
  const headers = {
    'Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(('rev' in (told.properties ?? {}) || ifMatch) && { ETag: { $ref: '#/components/headers/ETag' } }),
  };
  const answer = (description: string) => ({ description, headers, content: { [media]: { schema } } });
  const done = { [status]: answer(lines ? 'Done: one object a line' : 'Done') };
  const canWait = 'record' in (told.properties ?? {});
  return canWait ? { ...done, 202: answer('In force; the record will follow by itself') } : done;
}

function refusals(operation: Operation) {
  const byStatus = Map.groupBy(refusalsOf(operation), (code) => statusOf(code, operation.path));
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusal(codes)]));
}

function refusal(codes: readonly ErrorCode[]) {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${errors[code].title}`).join('. '),
    headers: { 'Request-Id': { $ref: '#/components/headers/RequestId' } },
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples },
    },
  };
}
