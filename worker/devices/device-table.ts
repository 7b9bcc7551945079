import { deviceUnusedMs, type Device } from '../../shared/people/device.ts';

interface DeviceRow extends Record<string, SqlStorageValue> {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly thumbprint: string;
  readonly paired_at: number;
  readonly used_at: number;
  readonly signed_in_at: number;
  readonly revoked_at: number | null;
}

const forgottenMs = 3 * deviceUnusedMs;

/** Where a page of the list ended: newest first. */
export interface DevicePosition {
  readonly pairedAt: number;
  readonly id: string;
}

const table = `CREATE TABLE IF NOT EXISTS devices (
  id           TEXT    PRIMARY KEY,
  person       TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  thumbprint   TEXT    NOT NULL UNIQUE,
  paired_at    INTEGER NOT NULL, -- Unix milliseconds, as every time here
  used_at      INTEGER NOT NULL,
  signed_in_at INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT`;

/** Devices, in the directory's own SQLite. Of a key only the thumbprint is there: each request brings its public half. */
export function createDeviceTable(sql: SqlStorage, now: () => number) {
  sql.exec(table);
  sql.exec('CREATE INDEX IF NOT EXISTS devices_by_pairing ON devices (paired_at, id)');
  sql.exec('CREATE INDEX IF NOT EXISTS devices_by_person ON devices (person, paired_at, id)');

  const find = (condition: string, ...values: SqlStorageValue[]): Device[] =>
    sql
      .exec<DeviceRow>(`SELECT * FROM devices WHERE ${condition}`, ...values)
      .toArray()
      .map((row) => fromRow(row, now()));

  return {
    read: (id: string): Device | null => find('id = ?', id)[0] ?? null,
    findByKey: (thumbprint: string): Device | null => find('thumbprint = ?', thumbprint)[0] ?? null,

    /** Up to `most`, newest first, those after `last`; of one person, or (`null`) of everybody. */
    list(person: string | null, last: DevicePosition | null, most: number): Device[] {
      const { pairedAt, id } = last ?? { pairedAt: Number.MAX_SAFE_INTEGER, id: '' };
      const page = '(paired_at, id) < (?, ?) ORDER BY paired_at DESC, id DESC LIMIT ?';
      if (person === null) return find(page, pairedAt, id, most);
      return find(`person = ? AND ${page}`, person, pairedAt, id, most);
    },

    /** Writes a new one, and forgets those that opened nothing for 90 days: the audit has them. */
    insert({ id, personId, name, thumbprint, pairedAt, usedAt, signedInAt }: Device): void {
      sql.exec('DELETE FROM devices WHERE revoked_at < ?1 OR used_at < ?1', now() - forgottenMs);
      sql.exec(
        `INSERT INTO devices (id, person, name, thumbprint, paired_at, used_at, signed_in_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        id,
        personId,
        name,
        thumbprint,
        pairedAt,
        usedAt,
        signedInAt,
      );
    },
    rename: (id: string, name: string): void =>
      void sql.exec('UPDATE devices SET name = ? WHERE id = ?', name, id),
    use: (id: string): void => void sql.exec('UPDATE devices SET used_at = ? WHERE id = ?', now(), id),
    signIn: (id: string, at: number): void =>
      void sql.exec('UPDATE devices SET signed_in_at = ? WHERE id = ?', at, id),
    revoke: (id: string): void =>
      void sql.exec('UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', now(), id),
    revokeOf: (person: string): void =>
      void sql.exec(
        'UPDATE devices SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL',
        now(),
        person,
      ),
  };
}
export type DeviceTable = ReturnType<typeof createDeviceTable>;

function fromRow(row: DeviceRow, now: number): Device {
  return {
    id: row.id,
    personId: row.person,
    name: row.name,
    thumbprint: row.thumbprint,
    state: row.revoked_at !== null ? 'revoked' : now - row.used_at >= deviceUnusedMs ? 'expired' : 'active',
    pairedAt: row.paired_at,
    usedAt: row.used_at,
    signedInAt: row.signed_in_at,
    revokedAt: row.revoked_at,
  };
}
