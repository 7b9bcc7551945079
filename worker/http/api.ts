import { Router, type IRequestStrict } from 'itty-router';

import { contract, operationNames, type Handlers, type OperationName } from '../../shared/api/contract.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import { statusOf } from '../../shared/api/status-of.ts';
import { checkAccept, toAnswer } from './answer.ts';
import { readBytes } from './body.ts';
import { Problem, toResponse, type Place } from './problem.ts';
import { readInput } from './read-input.ts';

const largestBody = 64 * 1024;

/** A request to make something. */
export interface Order {
  readonly request: Request;
  readonly body: Uint8Array;
  readonly input: object;
  readonly operation: Operation;
}

/** Makes what an idempotent operation makes, or answers what it made before. */
export type Once<Context> = (
  order: Order,
  context: Context,
  make: () => Promise<unknown>,
) => Promise<unknown>;

/** What the API is made of. */
export interface Api<Context> {
  readonly handlers: Handlers<Context>;
  /** Throws unless whoever asks may do the operation where its input says. */
  readonly checkAccess: (name: OperationName, input: object, context: Context) => Promise<void>;
  readonly once: Once<Context>;
}

type Route = IRequestStrict & Request;
type ApiRouter<Context> = ReturnType<typeof Router<Route, [Context], Response>>;

/**
 * The management API: every operation of the contract, mounted. A path of no operation is `route_not_found`, another
 * method `method_not_allowed`. HEAD is a GET whose answer is left out (RFC 9110, section 9.3.2).
 */
export function createApi<Context extends Place>({ handlers, ...doors }: Api<Context>) {
  const router: ApiRouter<Context> = Router<Route, [Context], Response>({
    catch: (thrown, _, context) => toResponse(thrown, context),
    finally: [
      (response: Response | undefined, request: Route, context) =>
        response ?? toResponse(notServed(router, request), context),
    ],
  });
  for (const name of operationNames) mount(router, name, handlers, doors); // Schema in, access, handler, answer out.
  return async (request: Request, context: Context): Promise<Response> => {
    if (request.method !== 'HEAD') return router.fetch(request, context);
    const whole: Response = await router.fetch(new Request(request, { method: 'GET' }), context);
    await whole.body?.cancel();
    return new Response(null, whole);
  };
}

function mount<Context extends Place>(
  router: ApiRouter<Context>,
  name: OperationName,
  handlers: Handlers<Context>,
  { checkAccess, once }: Omit<Api<Context>, 'handlers'>,
): void {
  const operation: Operation = contract[name];
  // The input was just checked against this operation's own schema; the compiler loses the pair in a loop.
  const handle = handlers[name] as (input: object, context: Context) => Promise<unknown>;
  router[verb[operation.method]](operation.path, async (request: Route, context: Context) => {
    checkAccept(request, operation);
    const body = await readBytes(request, operation.bodyBytes ?? largestBody);
    const input = readInput(request, body, request.params, operation);
    try {
      await checkAccess(name, input, context);
      const make = () => handle(input, context);
      const order = { request, body, input, operation };
      const output = isOnce(operation, request) ? once(order, context, make) : make();
      return toAnswer(await output, operation);
    } catch (thrown) {
      throw asOf(operation, thrown);
    }
  });
}

/** A refusal with the status that it has in this operation. */
function asOf({ path }: Operation, thrown: unknown): unknown {
  if (!(thrown instanceof Problem)) return thrown;
  return new Problem(thrown.code, { ...thrown.details, status: statusOf(thrown.code, path) });
}

function isOnce({ idempotent, repeatable }: Operation, { headers }: Request): boolean {
  return idempotent === true || (repeatable === true && headers.has('idempotency-key'));
}

const verb = { GET: 'get', POST: 'post', PATCH: 'patch', PUT: 'put', DELETE: 'delete' } as const;

/** Why no operation takes this request. */
function notServed<Context>({ routes }: ApiRouter<Context>, { url }: Route): Problem {
  const { pathname } = new URL(url);
  const methods = routes.filter(([, pattern]) => pattern.test(pathname)).map(([method]) => method);
  if (methods.length === 0) return new Problem('route_not_found');
  const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods;
  return new Problem('method_not_allowed', { headers: { allow: allow.toSorted().join(', ') } });
}
