import type { KeyFilter, KeySort } from '../../shared/key/filter.ts';
import type { Position } from '../http/cursor.ts';
import { indexedOf, textQuery, unindexedOf, type Condition } from './key-conditions.ts';
import type { KeyRow } from './key-row.ts';

/** Which keys of which project, in which order. */
export interface KeyList {
  readonly projectId: string;
  readonly filter: KeyFilter;
  readonly sort: KeySort;
  /** Leaves out what was made or changed later (Unix milliseconds). */
  readonly unchangedSince?: number;
}

/** A key's row and its number in the table. */
export type ListedRow = KeyRow & { readonly place: number };

/**
 * Rows that one page looks at, at most: what no index can find is looked for among the next thousand, and the page
 * after goes on where they end. So no page, however rare what it looks for, costs more than another.
 */
const mostSeen = 1_000;

interface Order {
  readonly by: string;
  readonly after: string;
  readonly index: string;
  readonly positionOf: (row: ListedRow) => Position;
}

const orders: Record<KeySort | 'found', Order> = {
  created: {
    by: 'created_at DESC, id DESC',
    after: '(created_at, id) < (?, ?)',
    index: 'keys_of_project',
    positionOf: (row) => [row.created_at, row.id],
  },
  name: { by: 'name', after: 'name > ?', index: 'keys_by_name', positionOf: (row) => [row.name] },
  used: {
    by: 'coalesce(last_used_at, 0) DESC, id DESC',
    after: '(coalesce(last_used_at, 0), id) < (?, ?)',
    index: 'keys_of_use',
    positionOf: (row) => [row.last_used_at ?? 0, row.id],
  },
  /** As the text index gives them: the last recorded first. */
  found: {
    by: 'keys_text.rowid DESC',
    after: 'keys_text.rowid < ?',
    index: '',
    positionOf: (row) => [row.place],
  },
};

/** The queries behind a page of keys. Every function rejects where D1 cannot be reached. */
export function createKeyQuery(db: D1Database, list: KeyList, now: number) {
  const { order, walk, wanted } = plan(list, now);
  const looks = wanted.sql !== '1';

  return {
    positionOf: order.positionOf,

    /** Up to `most` keys that fit, among the next that are looked at. */
    async rows(last: Position | null, most: number): Promise<ListedRow[]> {
      const seen = walk(last, looks ? mostSeen : most);
      // The inner query is read row by row and in its order, and no further than the outer one wants.
      const sql = `SELECT * FROM (${seen.sql}) AS seen WHERE ${wanted.sql} LIMIT ?`;
      const values = [...seen.values, ...wanted.values, most];
      const { results } = await db
        .prepare(sql)
        .bind(...values)
        .all<ListedRow>();
      return results;
    },

    /** Where a page that found too little stopped looking; `null`: at the end of the list. */
    async endOf(last: Position | null): Promise<Position | null> {
      if (!looks) return null;
      const seen = walk(last, mostSeen);
      const sql = `SELECT * FROM (${seen.sql}) LIMIT 1 OFFSET ${mostSeen - 1}`;
      const row = await db
        .prepare(sql)
        .bind(...seen.values)
        .first<ListedRow>();
      return row && order.positionOf(row);
    },

    /** How many fit among the first thousand, and whether those are all. */
    async total(): Promise<{ count: number; exact: boolean }> {
      const seen = walk(null, mostSeen);
      const sql = `SELECT count(*) AS seen, coalesce(sum(${wanted.sql}), 0) AS fit FROM (${seen.sql}) AS seen`;
      const row = await db
        .prepare(sql)
        .bind(...wanted.values, ...seen.values)
        .first<{ seen: number; fit: number }>();
      return { count: row?.fit ?? 0, exact: (row?.seen ?? 0) < mostSeen };
    },
  };
}

/** Along which index, in which order, and what is left to be looked at in each row. */
function plan({ projectId, filter, sort, unchangedSince }: KeyList, now: number) {
  const text = textQuery(projectId, filter);
  const indexed = indexedOf(filter);
  const along = text === null && sort === 'created' ? indexed[0] : undefined;
  const order = orders[text === null ? sort : 'found'];
  const rest = [
    ...indexed.filter((each) => each !== along),
    ...unindexedOf(filter, now),
    ...(unchangedSince === undefined ? [] : [{ sql: 'changed_at <= ?', values: [unchangedSince] }]),
  ];
  const inProject = { sql: "project_id = ? AND status <> 'deleted'", values: [projectId] };
  const start = text === null ? inProject : { sql: 'keys_text MATCH ?', values: [text] };
  // Index and order of the join are said, not left to the planner: another choice would read the whole table.
  const source =
    text === null
      ? `keys INDEXED BY ${along?.index ?? order.index}`
      : 'keys_text CROSS JOIN keys ON keys.rowid = keys_text.rowid';

  /** The next `most` rows along the index, before anything is looked at that the index does not know. */
  function walk(last: Position | null, most: number): Condition {
    const { sql, values } = all([
      start,
      ...(along === undefined ? [] : [along]),
      ...(last === null ? [] : [{ sql: order.after, values: last.map((part) => part ?? 0) }]),
    ]);
    return {
      sql: `SELECT keys.rowid AS place, keys.* FROM ${source} WHERE ${sql} ORDER BY ${order.by} LIMIT ?`,
      values: [...values, most],
    };
  }

  return { order, walk, wanted: all(text === null ? rest : [inProject, ...rest]) };
}

function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: '1', values: [] };
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}
