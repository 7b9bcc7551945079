import * as v from 'valibot';

import type { Operation } from '../../shared/api/operations/operation.ts';
import type { FieldError } from '../../shared/api/api-error.ts';
import type { Result } from '../../shared/result.ts';
import { checkJsonType } from './body.ts';
import { orThrow, Problem } from './problem.ts';
import { readIfMatch } from './revision.ts';

/**
 * The input of an operation, valid: path parameters over the query or the body, since an id in a body must not replace
 * the one in the path, and `rev` from nowhere but `If-Match`.
 *
 * Refusals: `validation_failed` (naming the fields), those of `readIfMatch`, and those of a body that is no JSON object.
 */
export function readInput(
  request: Request,
  body: Uint8Array,
  parameters: Readonly<Record<string, string>>,
  { input, ifMatch }: Operation,
): object {
  const rev = ifMatch && readIfMatch(request);
  const rest =
    request.method === 'GET' ? Object.fromEntries(new URL(request.url).searchParams) : json(request, body);
  if (ifMatch && 'rev' in rest) throw invalid([{ pointer: '/rev', message: 'Expected in If-Match only' }]);
  const parsed = v.safeParse(input, { ...rest, ...parameters, ...(rev !== undefined && { rev }) });
  if (!parsed.success) throw invalid(parsed.issues.map(fieldError));
  return parsed.output as object; // Every input is an object schema (test/shared/api/contract.test.ts).
}

function json(request: Request, bytes: Uint8Array): object {
  if (bytes.byteLength === 0) return {};
  checkJsonType(request);
  const value = orThrow(parse(new TextDecoder().decode(bytes)));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Problem('invalid_json');
  return value;
}

function parse(text: string): Result<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, code: 'invalid_json' };
  }
}

function invalid(fields: readonly FieldError[]): Problem {
  return new Problem('validation_failed', { fields });
}

/** Where and what was expected, never what was received: it may be a secret. */
function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  const names = (issue.path ?? []).map(({ key }) => String(key).replace(/~/g, '~0').replace(/\//g, '~1'));
  // Messages of our schemas begin so; those of the library quote what was received.
  const own = issue.message.startsWith('Expected ') ? issue.message : null;
  return { pointer: `/${names.join('/')}`, message: own ?? `Expected ${issue.expected ?? issue.type}` };
}
