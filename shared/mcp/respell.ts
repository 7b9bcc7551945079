import { membersOf, wholeOf, type Span } from './json-span.ts';

/** The message under another id, the rest to the byte. */
export function withId(text: string, id: unknown): string {
  const span = membersOf(text, wholeOf(text)).find(({ name }) => name === 'id');
  return span === undefined ? text : text.slice(0, span.start) + JSON.stringify(id) + text.slice(span.end);
}

/** A result of the legacy era as one of 2026-07-28, which says that it is whole, and how long it may be kept. */
export function asWholeResult(text: string): string {
  const span = membersOf(text, wholeOf(text)).find(({ name }) => name === 'result');
  if (span === undefined || text[span.start] !== '{') return text;
  const has = membersOf(text, span).map(({ name }) => name);
  const all = Object.entries({ resultType: 'complete', ttlMs: 0, cacheScope: 'private' });
  return withMembers(text, span, Object.fromEntries(all.filter(([name]) => !has.includes(name))));
}

/** The text with `members` first in the object that starts at `span`, the rest to the byte. */
export function withMembers(text: string, span: Span, members: object): string {
  const written = JSON.stringify(members).slice(1, -1);
  const comma = written === '' || membersOf(text, span).length === 0 ? '' : ',';
  return text.slice(0, span.start + 1) + written + comma + text.slice(span.start + 1);
}
