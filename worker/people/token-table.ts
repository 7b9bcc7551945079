import * as v from 'valibot';

import { tokenSchema, type ConsoleToken } from '../../shared/people/console-token.ts';

interface TokenRow extends Record<string, SqlStorageValue> {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly projects: string | null;
  readonly actions: string | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly used_at: number | null;
  readonly digest: ArrayBuffer;
}

const tables = `
  CREATE TABLE IF NOT EXISTS tokens (
    id         TEXT    PRIMARY KEY,
    person     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    projects   TEXT,
    actions    TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    digest     BLOB    NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tokens_by_person ON tokens (person);`;

const insert = `
  INSERT INTO tokens (id, person, name, projects, actions, created_at, expires_at, digest)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const page = `SELECT * FROM tokens WHERE id > ?1 AND (?2 IS NULL OR person = ?2) ORDER BY id LIMIT ?3`;

/** Console tokens by the digests of their values, in the directory's own SQLite. A revoked one is gone. */
export function createTokenTable(sql: SqlStorage) {
  sql.exec(tables);
  const find = (id: string) => sql.exec<TokenRow>('SELECT * FROM tokens WHERE id = ?', id).toArray()[0];

  return {
    read(id: string): ConsoleToken | null {
      const row = find(id);
      return row === undefined ? null : fromRow(row);
    },

    /** With what verifies its value. */
    readWithDigest(id: string): { token: ConsoleToken; digest: Uint8Array } | null {
      const row = find(id);
      return row === undefined ? null : { token: fromRow(row), digest: new Uint8Array(row.digest) };
    },

    /** Up to `most` in the order of their ids, those after `last`; `person`: of one alone, `null`: of everybody. */
    list: (person: string | null, last: string, most: number): ConsoleToken[] =>
      sql.exec<TokenRow>(page, last, person, most).toArray().map(fromRow),

    add(
      { id, person, name, projects, actions, createdAt, expiresAt }: ConsoleToken,
      digest: Uint8Array,
    ): void {
      const scope = [projects && JSON.stringify(projects), actions && JSON.stringify(actions)];
      sql.exec(insert, id, person, name, ...scope, createdAt, expiresAt, digest);
    },

    noteUse: (id: string, at: number) => void sql.exec('UPDATE tokens SET used_at = ? WHERE id = ?', at, id),
    extend: (id: string, until: number) =>
      void sql.exec('UPDATE tokens SET expires_at = ? WHERE id = ?', until, id),
    remove: (id: string) => void sql.exec('DELETE FROM tokens WHERE id = ?', id),
    removeOf: (person: string) => void sql.exec('DELETE FROM tokens WHERE person = ?', person),
  };
}
export type TokenTable = ReturnType<typeof createTokenTable>;

function fromRow(row: TokenRow): ConsoleToken {
  return v.parse(tokenSchema, {
    id: row.id,
    person: row.person,
    name: row.name,
    projects: row.projects === null ? null : (JSON.parse(row.projects) as unknown),
    actions: row.actions === null ? null : (JSON.parse(row.actions) as unknown),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  });
}
