import type { KeyFilter } from '../../shared/key/filter.ts';

/** A piece of SQL that is true or false of a row of `keys`, with its values. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** A condition that has an index of its own, in the order of creation. */
export interface Indexed extends Condition {
  readonly index: string;
}

const dayMs = 86_400_000;
const mostWords = 8;
const trigram = 3;

/** What of the filter has an index, what narrows most first: the list is read along the first of them. */
export function indexedOf({ exposed, owner, policy, neverUsed, status }: KeyFilter): Indexed[] {
  return [
    ...(exposed === true ? [{ index: 'keys_exposed', sql: 'exposed_at IS NOT NULL', values: [] }] : []),
    ...equals('keys_of_owner', 'owner', owner),
    ...equals('keys_of_policy', 'policy_id', policy),
    ...(neverUsed === true ? [{ index: 'keys_never_used', sql: 'last_used_at IS NULL', values: [] }] : []),
    ...equals('keys_of_status', 'status', status),
  ];
}

function equals(index: string, column: string, value: string | undefined): Indexed[] {
  return value === undefined ? [] : [{ index, sql: `${column} = ?`, values: [value] }];
}

/** What of the filter has none: it is looked at row by row. */
export function unindexedOf(filter: KeyFilter, now: number): Condition[] {
  const { exposed, neverUsed, tag, image, expiringDays, unusedDays, search = '' } = filter;
  const ago = (days: number) => now - days * dayMs;
  return [
    ...(exposed === false ? [{ sql: 'exposed_at IS NULL', values: [] }] : []),
    ...(neverUsed === false ? [{ sql: 'last_used_at IS NOT NULL', values: [] }] : []),
    ...(tag === undefined ? [] : [{ sql: `EXISTS (${inArray('tags')})`, values: [tag] }]),
    ...(image === undefined ? [] : [allows(image)]),
    ...(expiringDays === undefined ? [] : [{ sql: 'expires_at <= ?', values: [ago(-expiringDays)] }]),
    ...(unusedDays === undefined
      ? []
      : [{ sql: 'coalesce(last_used_at, created_at) <= ?', values: [ago(unusedDays)] }]),
    ...wordsOf(search).filter(isShort).map(contains),
  ];
}

/**
 * What the text index is asked; `null`: nothing that it could find. Each word is quoted, so none of it is read as the
 * index's own language (SQLite, FTS5 strings).
 */
export function textQuery(projectId: string, { search = '' }: KeyFilter): string | null {
  const words = wordsOf(search).filter((word) => !isShort(word));
  if (words.length === 0) return null;
  const written = words.map((word) => `{name note owner tags} : ${quoted(word)}`);
  return [`project : ${quoted(projectId.slice(-trigram))}`, ...written].join(' AND ');
}

/** The key says so and its policy, at the version that the key has. */
function allows(image: string): Condition {
  const version =
    'policy_versions.policy_id = seen.policy_id AND policy_versions.version = seen.policy_version';
  const byKey = `images = '"all"' OR EXISTS (${inArray('images')})`;
  const byPolicy = `EXISTS (SELECT 1 FROM policy_versions WHERE ${version}
    AND (body ->> '$.images' = 'all' OR EXISTS (SELECT 1 FROM json_each(body, '$.images') WHERE value = ?)))`;
  return {
    sql: `(${byKey}) AND (seen.policy_id = 'pol_default' OR ${byPolicy})`,
    values: [image, image],
  };
}

function inArray(column: string): string {
  return `SELECT 1 FROM json_each(${column}) WHERE value = ?`;
}

function quoted(text: string): string {
  return `"${text.replace(/"/g, '""')}"`;
}

function wordsOf(search: string): string[] {
  return search.split(/\s+/u).filter(Boolean).slice(0, mostWords);
}

function isShort(word: string): boolean {
  return Array.from(word).length < trigram;
}

function contains(word: string): Condition {
  const text = 'lower(name || char(10) || note || char(10) || owner || char(10) || tags)';
  return { sql: `instr(${text}, lower(?)) > 0`, values: [word] };
}
