import type { Anchor, AnchoredLine } from './anchor.ts';

const columns = 'number, at, upto, lines, digest, prev, mac';

/** Anchors in the record, and the lines that they vouch for. Every function rejects where D1 cannot be reached. */
export function createAnchorTable(db: D1Database) {
  return {
    last: (): Promise<Anchor | null> =>
      db.prepare(`SELECT ${columns} FROM audit_anchors ORDER BY number DESC LIMIT 1`).first<Anchor>(),

    /** Up to `most`, newest first, those before `number`. */
    async list(number: number, most: number): Promise<Anchor[]> {
      const sql = `SELECT ${columns} FROM audit_anchors WHERE number < ? ORDER BY number DESC LIMIT ?`;
      return (await db.prepare(sql).bind(number, most).all<Anchor>()).results;
    },

    /** Up to `most`, in their order, those after `number`. */
    async after(number: number, most: number): Promise<Anchor[]> {
      const sql = `SELECT ${columns} FROM audit_anchors WHERE number > ? ORDER BY number LIMIT ?`;
      return (await db.prepare(sql).bind(number, most).all<Anchor>()).results;
    },

    /** Rejects where there is one of this number already: another run was faster. */
    async insert({ number, at, upto, lines, digest, prev, mac }: Anchor): Promise<void> {
      const sql = `INSERT INTO audit_anchors (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`;
      await db.prepare(sql).bind(number, at, upto, lines, digest, prev, mac).run();
    },

    /** Up to `most` lines in the order in which they were written: those after `place`, up to `upto`. */
    async lines(place: number, upto: number, most: number): Promise<AnchoredLine[]> {
      const sql = `SELECT rowid AS place, op_id AS opId, subject, seq, hash FROM audit
        WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?`;
      return (await db.prepare(sql).bind(place, upto, most).all<AnchoredLine>()).results;
    },
  };
}
