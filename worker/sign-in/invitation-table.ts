import * as v from 'valibot';

import { invitationSchema, type Invitation } from '../../shared/people/invitation.ts';

interface InvitationRow extends Record<string, SqlStorageValue> {
  readonly id: string;
  readonly name: string;
  readonly grants: string;
  readonly invited_by: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly revoked: number;
  readonly used_by: string | null;
}

export type NewInvitation = Pick<Invitation, 'id' | 'name' | 'grants' | 'invitedBy' | 'expiresAt'>;

/** Invitations, by the digests of their links, in the directory's own SQLite. */
export function createInvitationTable(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS invitations (
    id         TEXT    PRIMARY KEY,
    digest     TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    grants     TEXT    NOT NULL CHECK (json_valid(grants)),
    invited_by TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked    INTEGER NOT NULL DEFAULT 0,
    used_by    TEXT
  ) STRICT`);

  const find = (column: 'id' | 'digest', value: string) =>
    sql
      .exec<InvitationRow>(`SELECT * FROM invitations WHERE ${column} = ?`, value)
      .toArray()
      .map((row) => fromRow(row, now()))[0] ?? null;

  return {
    add(digest: string, { id, name, grants, invitedBy, expiresAt }: NewInvitation): void {
      const insert = `INSERT INTO invitations (id, digest, name, grants, invited_by, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)`;
      sql.exec(insert, id, digest, name, JSON.stringify(grants), invitedBy, now(), expiresAt);
    },

    read: (id: string): Invitation | null => find('id', id),
    findBy: (digest: string): Invitation | null => find('digest', digest),

    /** Up to `most` in the order of their ids, those after `last`. */
    list(last: string, most: number): Invitation[] {
      const select = 'SELECT * FROM invitations WHERE id > ? ORDER BY id LIMIT ?';
      return sql
        .exec<InvitationRow>(select, last, most)
        .toArray()
        .map((row) => fromRow(row, now()));
    },

    use: (id: string, person: string) =>
      void sql.exec('UPDATE invitations SET used_by = ? WHERE id = ?', person, id),
    revoke: (id: string) => void sql.exec('UPDATE invitations SET revoked = 1 WHERE id = ?', id),
  };
}
export type InvitationTable = ReturnType<typeof createInvitationTable>;

function fromRow(row: InvitationRow, now: number): Invitation {
  return v.parse(invitationSchema, {
    id: row.id,
    name: row.name,
    grants: JSON.parse(row.grants) as unknown,
    state: stateOf(row, now),
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedBy: row.used_by,
  });
}

function stateOf({ used_by: usedBy, revoked, expires_at: expiresAt }: InvitationRow, now: number) {
  if (usedBy !== null) return 'used';
  if (revoked === 1) return 'revoked';
  return expiresAt <= now ? 'expired' : 'open';
}
