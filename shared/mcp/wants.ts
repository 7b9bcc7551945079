import type { Want } from '../policy/ask.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { Envelope } from './envelope.ts';
import { isObject, member } from './member.ts';
import { isLookAlike, watched, type Watched } from './unambiguous.ts';

/** Needed to connect, or answered with lists that are filtered: no policy has a say in them. */
const basic = [
  'initialize',
  'ping',
  'server/discover',
  'logging/setLevel',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'prompts/list',
  'notifications/initialized',
  'notifications/cancelled',
  'notifications/progress',
  'notifications/roots/list_changed',
];

/** Judged by what their messages name: how each is read. */
const naming: ReadonlyMap<string, (params: unknown) => Result<readonly Want[]>> = new Map([
  ['tools/call', (params: unknown) => called('tool', params)],
  ['prompts/get', (params: unknown) => called('prompt', params)],
  ['resources/read', resource],
  ['resources/subscribe', resource],
  ['resources/unsubscribe', resource],
  ['subscriptions/listen', subscribed],
  ['completion/complete', completed],
]);
const known = watched([...basic, ...naming.keys()]);

const mostSubscriptions = 100;
const inSubscriptions = watched(['resourceSubscriptions']);
const inReferences = watched(['type', 'name', 'uri']);
const nothing: readonly Want[] = [];

/**
 * What a message wants to use, as a policy judges it. Notifications too: a server may act on a `tools/call` without an id.
 *
 * Refusals: `invalid_params`, where it does not say what it wants in the form that MCP gives it; `method_not_found` for a
 * method that another program may take for one that it is not.
 */
export function wantsOf({ kind, method, params }: Envelope): Result<readonly Want[]> {
  if (kind === 'response' || basic.includes(method)) return ok(nothing);
  return naming.get(method)?.(params) ?? other(method);
}

/** Judged by its own name alone, so it must be no other one's. */
function other(method: string): Result<readonly Want[]> {
  return isLookAlike(method, known) ? refuse('method_not_found') : wants([{ kind: 'method', name: method }]);
}

function called(kind: 'tool' | 'prompt', params: unknown): Result<readonly Want[]> {
  const args = member(params, 'arguments') ?? {};
  return isObject(args) ? wants([{ kind, name: member(params, 'name') }], args) : refuse('invalid_params');
}

function resource(params: unknown): Result<readonly Want[]> {
  return wants([{ kind: 'resource', name: member(params, 'uri') }]);
}

function subscribed(params: unknown): Result<readonly Want[]> {
  const uris: unknown = member(params, 'notifications', 'resourceSubscriptions') ?? [];
  if (isMuddled(member(params, 'notifications'), inSubscriptions)) return refuse('invalid_params');
  if (!Array.isArray(uris) || uris.length > mostSubscriptions) return refuse('invalid_params');
  return wants(uris.map((name: unknown) => ({ kind: 'resource', name })));
}

/** Completing an argument tells of what it belongs to. */
function completed(params: unknown): Result<readonly Want[]> {
  const about = member(params, 'ref');
  if (isMuddled(about, inReferences)) return refuse('invalid_params');
  const method = { kind: 'method', name: 'completion/complete' } as const;
  switch (member(about, 'type')) {
    case 'ref/prompt':
      return wants([method, { kind: 'prompt', name: member(about, 'name') }]);
    case 'ref/resource':
      return wants([method, { kind: 'resource', name: member(about, 'uri') }]);
    default:
      return refuse('invalid_params');
  }
}

/** Whether another parser may find other members in an object than we do. */
function isMuddled(value: unknown, names: Watched): boolean {
  return isObject(value) && Object.keys(value).some((name) => isLookAlike(name, names));
}

/** `args`: `null` where what is wanted is not called but looked at. */
function wants(
  named: readonly { kind: Want['kind']; name: unknown }[],
  args: Want['arguments'] = null,
): Result<readonly Want[]> {
  const found = named.flatMap(({ kind, name }) =>
    typeof name === 'string' ? [{ kind, name, arguments: args }] : [],
  );
  return found.length === named.length ? ok(found) : refuse('invalid_params');
}
