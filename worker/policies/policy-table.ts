import * as v from 'valibot';

import type { PolicyView } from '../../shared/api/operations/policies.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { policySchema, systemDefaultPolicy, type Policy } from '../../shared/policy/policy.ts';

interface PolicyRow {
  readonly id: string;
  readonly project_id: string;
  readonly version: number;
  readonly body: string | null;
  readonly created_at: number;
  readonly changed_at: number;
  readonly keys: number;
  readonly behind: number;
}

interface VersionRow {
  readonly version: number;
  readonly body: string;
  readonly actor: string;
  readonly created_at: number;
}

/** Counting more would read a row for each. */
const mostCounted = 1_000;

const select = `
  SELECT policies.*, body,
    (SELECT count(*) FROM (SELECT 1 FROM keys
      WHERE keys.policy_id = policies.id AND status <> 'deleted' LIMIT ${mostCounted})) AS keys,
    (SELECT count(*) FROM (SELECT 1 FROM keys WHERE keys.policy_id = policies.id
      AND policy_version < policies.version AND status <> 'deleted' LIMIT ${mostCounted})) AS behind
  FROM policies LEFT JOIN policy_versions AS current
    ON current.policy_id = policies.id AND current.version = policies.version
  WHERE deleted_at IS NULL`;

const keysOf = `SELECT id FROM keys WHERE policy_id = ?1 AND status <> 'deleted'
  AND (?3 IS NULL OR project_id IN (SELECT value FROM json_each(?3))) LIMIT ?2`;

/** Policies in the record, for reading. Every function rejects where D1 cannot be reached. */
export function createPolicyTable(db: D1Database) {
  return {
    /** Up to `most` of a project by name, those after the name `after`; without the built-in one. */
    async list(projectId: string, after: string, most: number): Promise<PolicyView[]> {
      const sql = `${select} AND policies.project_id = ? AND policies.name > ? AND policies.id <> ?
        ORDER BY policies.name LIMIT ?`;
      const values = [projectId, after, systemDefaultPolicy.id, most];
      return (
        await db
          .prepare(sql)
          .bind(...values)
          .all<PolicyRow>()
      ).results.map(viewOf);
    },

    async read(id: string): Promise<PolicyView | null> {
      const row = await db.prepare(`${select} AND policies.id = ?`).bind(id).first<PolicyRow>();
      return row && viewOf(row);
    },

    /** The version that a key gets which is given the policy now; `null`: there is no such policy. */
    async current(id: string): Promise<PolicyRef | null> {
      const sql = 'SELECT version FROM policies WHERE id = ? AND deleted_at IS NULL';
      const row = await db.prepare(sql).bind(id).first<{ version: number }>();
      return row && { id, version: row.version };
    },

    /** Up to `most` of those that were ever current, newest first, those before the version `before`. */
    async versions(
      id: string,
      before: number,
      most: number,
    ): Promise<(Policy & { actor: string; createdAt: number })[]> {
      const sql = `SELECT version, body, actor, created_at FROM policy_versions
        WHERE policy_id = ? AND version < ? AND adopted_at IS NOT NULL ORDER BY version DESC LIMIT ?`;
      const { results } = await db.prepare(sql).bind(id, before, most).all<VersionRow>();
      return results.map((row) => versionOf(id, row));
    },

    /** A version that was current once; `null`: there is none of that number. */
    async version(id: string, version: number): Promise<Policy | null> {
      if (id === systemDefaultPolicy.id)
        return version === systemDefaultPolicy.version ? systemDefaultPolicy : null;
      const sql = `SELECT body FROM policy_versions WHERE policy_id = ? AND version = ? AND adopted_at IS NOT NULL`;
      const row = await db.prepare(sql).bind(id, version).first<{ body: string }>();
      return row && read(id, version, row.body);
    },

    /** The ids of the keys that have the policy, all or up to `most`; of the projects `among`, `null`: of all. */
    async keyIdsOf(id: string, most = -1, among: readonly string[] | null = null): Promise<string[]> {
      const values = [id, most, among && JSON.stringify(among)];
      const { results } = await db
        .prepare(keysOf)
        .bind(...values)
        .all<{ id: string }>();
      return results.map((row) => row.id);
    },
  };
}

function viewOf(row: PolicyRow): PolicyView {
  const {
    id,
    project_id: projectId,
    version,
    keys,
    behind,
    created_at: createdAt,
    changed_at: changedAt,
  } = row;
  const builtIn = id === systemDefaultPolicy.id;
  const policy = builtIn ? systemDefaultPolicy : read(id, version, row.body ?? 'null');
  return { ...policy, projectId, rev: version, builtIn, keys, behind, createdAt, changedAt };
}

function versionOf(id: string, { version, body, actor, created_at: createdAt }: VersionRow) {
  return { ...read(id, version, body), actor, createdAt };
}

function read(id: string, version: number, body: string): Policy {
  const fields = JSON.parse(body) as object; // Checked in the next line.
  return v.parse(policySchema, { ...fields, id, version });
}
