import { parseJson } from '../parse-json.ts';
import type { Envelope } from './envelope.ts';
import { isObject } from './member.ts';
import { itemsOf, membersOf, wholeOf, type Member, type Span } from './json-span.ts';

/** What an item of a list is to a policy. */
export type ListedKind = 'tool' | 'resource' | 'prompt';

/** Whether the client may see an item. */
export type IsListed = (kind: ListedKind, name: string) => boolean;

/** A key's own list must not be kept for others, nor longer than a change of policy may take (MCP 2026-07-28, Caching). */
const longestTtlMs = 30_000;

/** Lists by their member in a result, and the member of an item that a policy knows it by. */
const lists: Readonly<Record<string, { readonly kind: ListedKind; readonly by: string }>> = {
  tools: { kind: 'tool', by: 'name' },
  prompts: { kind: 'prompt', by: 'name' },
  resources: { kind: 'resource', by: 'uri' },
  resourceTemplates: { kind: 'resource', by: 'uriTemplate' },
};

/** Methods whose answers depend on whose key asks, so that they may be kept for nobody else. */
const ownAnswers = [
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'server/discover',
];

/** Whether the answer to this message may have to be changed on its way back. */
export function asksForOwn({ kind, method }: Envelope): boolean {
  return kind === 'request' && ownAnswers.includes(method);
}

/**
 * A JSON-RPC message of a server as this client may see it: without the list items that are not listed for it, and
 * with what it may keep of it made its own. Whatever else stands there stays as it is, to the byte.
 *
 * `null` for what cannot be judged: no JSON, or members that two parsers could read differently.
 */
export function ownMessage(text: string, isListed: IsListed): string | null {
  if (!isObject(parseJson(text))) return null;
  const results = membersOf(text, wholeOf(text)).filter(({ name }) => name === 'result');
  if (results.length > 1) return null;
  const [result] = results;
  if (result === undefined) return text;
  const members = membersOf(text, result);
  const concerned = members.filter(({ name }) => name in lists || name === 'ttlMs' || name === 'cacheScope');
  if (new Set(concerned.map(({ name }) => name)).size < concerned.length) return null;
  return spliced(
    text,
    concerned.map((member) => ({ ...member, text: ownMember(text, member, isListed) })),
  );
}

function ownMember(text: string, member: Member, isListed: IsListed): string {
  const whole = text.slice(member.start, member.end);
  if (member.name === 'cacheScope') return '"private"';
  if (member.name === 'ttlMs') return Number(whole) <= longestTtlMs ? whole : String(longestTtlMs);
  const list = lists[member.name];
  if (list === undefined) return whole;
  const items = itemsOf(text, member);
  const kept = items.filter((item) => {
    const name = nameOf(text, item, list.by);
    return name !== null && isListed(list.kind, name);
  });
  return kept.length === items.length ? whole : listOf(text, member, items, kept);
}

/** `null` where it is no text, or given twice: then it could be another one to the client. */
function nameOf(text: string, item: Span, by: string): string | null {
  const [named, ...more] = membersOf(text, item).filter(({ name }) => name === by);
  if (named === undefined || more.length > 0) return null;
  const value: unknown = JSON.parse(text.slice(named.start, named.end));
  return typeof value === 'string' ? value : null;
}

/** The list with the kept items alone, each behind what stood before it. */
function listOf(text: string, list: Span, items: readonly Span[], kept: readonly Span[]): string {
  const separator = (item: Span) =>
    text.slice(items[items.indexOf(item) - 1]?.end ?? list.start + 1, item.start);
  const opening = text.slice(list.start, items[0]?.start);
  const closing = text.slice(items.at(-1)?.end, list.end);
  const written = kept.map(
    (item, at) => (at === 0 ? '' : separator(item)) + text.slice(item.start, item.end),
  );
  return opening + written.join('') + closing;
}

function spliced(text: string, changes: readonly (Span & { readonly text: string })[]): string {
  let at = 0;
  let done = '';
  for (const change of changes) {
    done += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return done + text.slice(at);
}
