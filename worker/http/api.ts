import { Router, type IRequestStrict } from 'itty-router';
import * as v from 'valibot';

import { contract, operationNames, type Handlers, type OperationName } from '../../shared/api/contract.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import type { FieldError } from '../../shared/api/problem.ts';
import type { Result } from '../../shared/result.ts';
import { checkJsonType, readBytes } from './body.ts';
import { orThrow, Problem, toResponse } from './problem.ts';

const largestBody = 64 * 1024;

/** What every handler's context tells at least. */
export interface ApiContext {
  readonly requestId: string;
}

type Route = IRequestStrict & Request;

/** The management API: every operation of the contract, mounted. A request of no operation is `route_not_found`. */
export function createApi<Context extends ApiContext>(handlers: Handlers<Context>) {
  const router = Router<Route, [Context], Response>({
    catch: (thrown, _, { requestId }) => toResponse(thrown, requestId),
    finally: [
      (response: Response | undefined, _, { requestId }) =>
        response ?? toResponse(new Problem('route_not_found'), requestId),
    ],
  });
  for (const name of operationNames) mount(router, name, handlers); // Schema in, handler, JSON out.
  return (request: Request, context: Context): Promise<Response> => router.fetch(request, context);
}

function mount<Context extends ApiContext>(
  router: ReturnType<typeof Router<Route, [Context], Response>>,
  name: OperationName,
  handlers: Handlers<Context>,
): void {
  const operation: Operation = contract[name];
  // The input was just checked against this operation's own schema; the compiler loses the pair in a loop.
  const handle = handlers[name] as (input: unknown, context: Context) => Promise<unknown>;
  router[verb[operation.method]](operation.path, async (request: Route, context: Context) => {
    const input = orFieldErrors(v.safeParse(operation.input, await gather(request)));
    const output = await handle(input, context);
    const status = isPending(output) ? 202 : (operation.status ?? 200);
    return Response.json(output, { status, headers: { 'cache-control': 'no-store' } });
  });
}

const verb = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const;

/** In force, not yet written: that is what 202 means here (see `changedKey` of the contract). */
function isPending(output: unknown): boolean {
  return typeof output === 'object' && output !== null && 'record' in output && output.record === 'pending';
}

/** Path parameters over the query or the body: an id in a body must not replace the one in the path. */
async function gather(request: Route): Promise<unknown> {
  const rest =
    request.method === 'GET' ? Object.fromEntries(new URL(request.url).searchParams) : await json(request);
  return { ...rest, ...request.params };
}

async function json(request: Request): Promise<object> {
  const bytes = await readBytes(request.body, largestBody);
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

function orFieldErrors<T>(
  parsed: { success: true; output: T } | { success: false; issues: readonly v.BaseIssue<unknown>[] },
): T {
  if (parsed.success) return parsed.output;
  throw new Problem('validation_failed', parsed.issues.map(fieldError));
}

/** Where and what was expected, never what was received: it may be a secret. */
function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  const names = (issue.path ?? []).map(({ key }) => String(key).replace(/~/g, '~0').replace(/\//g, '~1'));
  return { pointer: `/${names.join('/')}`, message: `Expected ${issue.expected ?? issue.type}` };
}
