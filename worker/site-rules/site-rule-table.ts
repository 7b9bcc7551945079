import * as v from 'valibot';

import { mostSiteRules, siteRuleSchema, type SiteRule } from '../../shared/context/site-rule.ts';

interface SiteRuleRow {
  readonly id: string;
  readonly project_id: string;
  readonly pattern: string;
  readonly image: string;
  readonly key_id: string | null;
  readonly format: string | null;
  readonly position: number;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
}

/** Site rules in the record. Every function rejects where D1 cannot be reached. */
export function createSiteRuleTable(db: D1Database) {
  return {
    /** All of a project, in the order in which they are tried. */
    async list(projectId: string): Promise<SiteRule[]> {
      const sql = 'SELECT * FROM site_rules WHERE project_id = ? ORDER BY position, created_at, id LIMIT ?';
      return (await db.prepare(sql).bind(projectId, mostSiteRules).all<SiteRuleRow>()).results.map(fromRow);
    },

    async read(id: string): Promise<SiteRule | null> {
      const row = await db.prepare('SELECT * FROM site_rules WHERE id = ?').bind(id).first<SiteRuleRow>();
      return row && fromRow(row);
    },

    insert: (rule: SiteRule): D1PreparedStatement =>
      db
        .prepare(
          `INSERT INTO site_rules (pattern, image, key_id, format, position, rev, changed_at, id, project_id, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(...changing(rule), rule.id, rule.projectId, rule.createdAt),

    /** Writes a rule over the revision before it; it changes no row where another came first. */
    update: (rule: SiteRule): D1PreparedStatement =>
      db
        .prepare(
          `UPDATE site_rules SET pattern = ?, image = ?, key_id = ?, format = ?, position = ?, rev = ?, changed_at = ?
           WHERE id = ? AND rev = ?`,
        )
        .bind(...changing(rule), rule.id, rule.rev - 1),

    remove: ({ id, rev }: SiteRule): D1PreparedStatement =>
      db.prepare('DELETE FROM site_rules WHERE id = ? AND rev = ?').bind(id, rev),
  };
}

function changing({ pattern, image, keyId, format, position, rev, changedAt }: SiteRule) {
  return [pattern, image, keyId, format, position, rev, changedAt];
}

function fromRow(row: SiteRuleRow): SiteRule {
  return v.parse(siteRuleSchema, {
    id: row.id,
    projectId: row.project_id,
    pattern: row.pattern,
    image: row.image,
    keyId: row.key_id,
    format: row.format,
    position: row.position,
    rev: row.rev,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  });
}
