import * as v from 'valibot';

import { personSchema, type Identity, type Person } from '../../shared/people/person.ts';

interface PersonRow extends Record<string, SqlStorageValue> {
  readonly id: string;
  readonly name: string;
  readonly grants: string;
  readonly disabled: number;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly identities: string;
}

const select = `SELECT people.*, (SELECT json_group_array(json_object('issuer', issuer, 'subject', subject))
  FROM identities WHERE person = people.id) AS identities FROM people`;

const tables = `
  CREATE TABLE IF NOT EXISTS people (
    id         TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL,
    grants     TEXT    NOT NULL CHECK (json_valid(grants)),
    disabled   INTEGER NOT NULL,
    rev        INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS identities (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS identities_by_person ON identities (person);`;

const page = `${select.replace('SELECT ', 'SELECT people.rowid AS place, ')} WHERE people.rowid > ? ORDER BY people.rowid LIMIT ?`;

const upsert = `
  INSERT INTO people (id, name, grants, disabled, rev, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
  ON CONFLICT (id) DO UPDATE SET name = ?2, grants = ?3, disabled = ?4, rev = ?5, changed_at = ?7`;

const countOwners = `SELECT count(*) AS owners FROM people WHERE disabled = 0
  AND EXISTS (SELECT 1 FROM json_each(grants) WHERE value ->> 'role' = 'owner')`;

/** People and their identities, in the directory's own SQLite. */
export function createPeopleTable(sql: SqlStorage) {
  sql.exec(tables);
  const find = (condition: string, ...values: string[]) =>
    sql
      .exec<PersonRow>(`${select} WHERE ${condition}`, ...values)
      .toArray()
      .map(fromRow)[0] ?? null;

  return {
    read: (id: string): Person | null => find('id = ?', id),

    findBy: ({ issuer, subject }: Identity): Person | null =>
      find('id = (SELECT person FROM identities WHERE issuer = ? AND subject = ?)', issuer, subject),

    /** Up to `most` in the order of their ids, those after `last`. */
    list: (last: string, most: number): Person[] =>
      sql.exec<PersonRow>(`${select} WHERE id > ? ORDER BY id LIMIT ?`, last, most).toArray().map(fromRow),

    /** For an export: up to `most` that stand behind `place` in the table. */
    rows: (place: number, most: number): (Person & { place: number })[] =>
      sql
        .exec<PersonRow & { place: number }>(page, place, most)
        .toArray()
        .map((row) => ({ ...fromRow(row), place: row.place })),

    /** Writes a person, new or not, with these identities and no others. */
    write({ identities, ...person }: Person): void {
      const { id, name, grants, disabled, rev, createdAt, changedAt } = person;
      const roles = JSON.stringify(grants);
      sql.exec(upsert, id, name, roles, Number(disabled), rev, createdAt, changedAt);
      sql.exec('DELETE FROM identities WHERE person = ?', id);
      for (const { issuer, subject } of identities)
        sql.exec('INSERT INTO identities (issuer, subject, person) VALUES (?, ?, ?)', issuer, subject, id);
    },

    /** Those that are owners and not disabled. */
    countOwners: (): number => sql.exec<{ owners: number }>(countOwners).one().owners,

    remove(id: string): void {
      sql.exec('DELETE FROM people WHERE id = ?', id);
    },
  };
}
export type PeopleTable = ReturnType<typeof createPeopleTable>;

function fromRow(row: PersonRow): Person {
  return v.parse(personSchema, {
    id: row.id,
    name: row.name,
    grants: JSON.parse(row.grants) as unknown,
    disabled: row.disabled === 1,
    identities: JSON.parse(row.identities) as unknown,
    rev: row.rev,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  });
}
