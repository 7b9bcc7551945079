import { toJsonSchema } from '@valibot/to-json-schema';

import { contract, operationNames } from '../../shared/api/contract.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import { problemDocument, problemSchema } from '../../shared/api/problem.ts';
import { errorCodes, errors } from '../../shared/errors.ts';
import { describeOperation } from './describe-operation.ts';

/** The management API of the deployment at `gateway` as an OpenAPI 3.1 document, made from the contract. */
export function openApi(gateway: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of operationNames) {
    const operation: Operation = contract[name];
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(name, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Keyharbor management API',
      version: '1',
      description:
        'Keys, policies and images of a Keyharbor deployment. Every refusal is a problem document (RFC 9457) whose `type` is a page that explains it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: gateway }],
    security: [{ consoleToken: [] }, { accessToken: [], proof: [] }],
    paths,
    components: {
      securitySchemes,
      parameters,
      headers,
      schemas: { Problem: problem() },
      examples: Object.fromEntries(
        errorCodes.map((code) => [
          code,
          {
            summary: errors[code].title,
            value: problemDocument(code, { gateway, requestId: '0c2f6f0e-9d4a-4b8e-8f63-2a3c54d1c0de' }),
          },
        ]),
      ),
    },
  };
}

/** How whoever asks says who they are. */
const securitySchemes = {
  consoleToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'A console token, `khp_…`, of a script.',
  },
  accessToken: {
    type: 'http',
    scheme: 'dpop',
    description: 'An access token, `khp_…`, of a paired browser.',
  },
  proof: {
    type: 'apiKey',
    in: 'header',
    name: 'DPoP',
    description: 'A proof by the key of the browser, one for each request (RFC 9449).',
  },
};

function problem() {
  const { $schema: _, ...schema } = toJsonSchema(problemSchema, {
    target: 'draft-2020-12',
    errorMode: 'ignore',
  });
  return schema;
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A text of its own for each thing to make. Sent again within 24 hours, nothing is made twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  example: 'b2a7e2f0-5c8f-4b5e-9d0e-0f4f6c1a7d11',
};

const parameters = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of what was read, or `*` to change it whatever it reads by now.',
    schema: { type: 'string', pattern: '^(\\*|"r[1-9][0-9]{0,14}")$' },
    example: '"r12"',
  },
  IdempotencyKey: idempotencyKey,
  OptionalIdempotencyKey: { ...idempotencyKey, required: false },
};

const headers = {
  RequestId: { description: 'What to name when reporting the answer.', schema: { type: 'string' } },
  ETag: { description: 'The revision of what was answered.', schema: { type: 'string' }, example: '"r12"' },
};
