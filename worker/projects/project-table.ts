import * as v from 'valibot';

import { projectSchema, type Project } from '../../shared/project/project.ts';

interface ProjectRow {
  readonly id: string;
  readonly name: string;
  readonly disable_exposed_keys: number;
  readonly secrets_recoverable: number;
  readonly members_reveal: number;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly archived_at: number | null;
}

/** Projects in the record. Every function rejects where D1 cannot be reached. */
export function createProjectTable(db: D1Database) {
  return {
    /** Up to `most` by name, those after the name `after`; `among`: no others than these, `null`: all. */
    async list(after: string, most: number, among: readonly string[] | null): Promise<Project[]> {
      const sql = `SELECT * FROM projects WHERE name > ?1 AND ${isAmong} ORDER BY name LIMIT ?2`;
      return (await db.prepare(sql).bind(after, most, listed(among)).all<ProjectRow>()).results.map(fromRow);
    },

    /** Up to `most` that are not archived, the default one first, then by name; `among` as in `list`. */
    async listOpen(most: number, among: readonly string[] | null): Promise<Project[]> {
      const sql = `SELECT * FROM projects WHERE archived_at IS NULL AND ${isAmong}
        ORDER BY id <> 'prj_default', name LIMIT ?2`;
      return (await db.prepare(sql).bind('', most, listed(among)).all<ProjectRow>()).results.map(fromRow);
    },

    async read(id: string): Promise<Project | null> {
      const row = await db.prepare('SELECT * FROM projects WHERE id = ?').bind(id).first<ProjectRow>();
      return row && fromRow(row);
    },

    /** The statement that writes a new project. */
    insert: (project: Project): D1PreparedStatement =>
      db
        .prepare(
          `INSERT INTO projects (name, disable_exposed_keys, secrets_recoverable, members_reveal, rev, changed_at,
             archived_at, id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(...changing(project), project.id, project.createdAt),

    /** The statement that writes a project over the revision before it; it changes no row where another came first. */
    update: (project: Project): D1PreparedStatement =>
      db
        .prepare(
          `UPDATE projects SET name = ?, disable_exposed_keys = ?, secrets_recoverable = ?, members_reveal = ?, rev = ?,
             changed_at = ?, archived_at = ? WHERE id = ? AND rev = ?`,
        )
        .bind(...changing(project), project.id, project.rev - 1),
  };
}

const isAmong = '(?3 IS NULL OR id IN (SELECT value FROM json_each(?3)))';

const listed = (among: readonly string[] | null) => among && JSON.stringify(among);

function changing(project: Project): (string | number | null)[] {
  const { name, disableExposedKeys, secretsRecoverable, membersReveal, rev, changedAt, archivedAt } = project;
  const settings = [disableExposedKeys, secretsRecoverable, membersReveal].map(Number);
  return [name, ...settings, rev, changedAt, archivedAt];
}

function fromRow(row: ProjectRow): Project {
  return v.parse(projectSchema, {
    id: row.id,
    name: row.name,
    disableExposedKeys: row.disable_exposed_keys === 1,
    secretsRecoverable: row.secrets_recoverable === 1,
    membersReveal: row.members_reveal === 1,
    rev: row.rev,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    archivedAt: row.archived_at,
  });
}
