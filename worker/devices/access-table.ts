/** How long an access token opens anything. */
export const accessMs = 600_000;

/** Whoever reads a proof and this table may have clocks that differ. */
const marginMs = 60_000;

/** Access tokens of devices, and the proofs that were seen: what comes twice was copied. In the directory's own SQLite. */
export function createAccessTable(sql: SqlStorage, now: () => number) {
  sql.exec(`CREATE TABLE IF NOT EXISTS access_tokens (
    digest  BLOB    PRIMARY KEY,
    device  TEXT    NOT NULL,
    ends_at INTEGER NOT NULL
  ) STRICT`);
  sql.exec('CREATE INDEX IF NOT EXISTS access_tokens_by_end ON access_tokens (ends_at)');
  sql.exec(`CREATE TABLE IF NOT EXISTS seen_proofs (
    thumbprint TEXT    NOT NULL,
    jti        TEXT    NOT NULL,
    until      INTEGER NOT NULL,
    PRIMARY KEY (thumbprint, jti)
  ) STRICT`);
  sql.exec('CREATE INDEX IF NOT EXISTS seen_proofs_by_end ON seen_proofs (until)');

  return {
    /** Lets the token with this digest open what the device may, for ten minutes. */
    admit(digest: Uint8Array<ArrayBuffer>, device: string): void {
      sql.exec('DELETE FROM access_tokens WHERE ends_at <= ?', now());
      const end = now() + accessMs;
      sql.exec(
        'INSERT INTO access_tokens (digest, device, ends_at) VALUES (?, ?, ?)',
        digest.buffer,
        device,
        end,
      );
    },

    /** The device that a token was given to; `null` where there is none such, or no more. */
    deviceOf(digest: Uint8Array<ArrayBuffer>): string | null {
      const rows = sql.exec<{ device: string }>(
        'SELECT device FROM access_tokens WHERE digest = ? AND ends_at > ?',
        digest.buffer,
        now(),
      );
      return rows.toArray()[0]?.device ?? null;
    },

    /** Notes a proof; `false` where it was seen before. */
    isNew({ thumbprint, jti, until }: { thumbprint: string; jti: string; until: number }): boolean {
      sql.exec('DELETE FROM seen_proofs WHERE until < ?', now() - marginMs);
      const noted = sql.exec(
        'INSERT INTO seen_proofs (thumbprint, jti, until) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING jti',
        thumbprint,
        jti,
        until,
      );
      return noted.toArray().length === 1;
    },
  };
}
export type AccessTable = ReturnType<typeof createAccessTable>;
