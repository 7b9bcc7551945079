/**
 * What an export holds of the record, in the order in which it is restored: the audit first, so that what is restored
 * later goes on with its chain, and keys last, so that their policies are there. Columns are named one by one, since their names become SQL.
 */
export const exportedTables = {
  audit: {
    table: 'audit',
    columns: `op_id, subject, project_id, seq, action, outcome, rev, actor, device, request_id, at, before, after,
      prev, hash, other_key`,
  },
  project: {
    table: 'projects',
    columns: `id, name, disable_exposed_keys, secrets_recoverable, members_reveal, rev, created_at, changed_at,
      archived_at`,
  },
  policy: { table: 'policies', columns: 'id, project_id, name, version, created_at, changed_at, deleted_at' },
  policy_version: {
    table: 'policy_versions',
    columns: 'policy_id, version, body, actor, created_at, adopted_at',
  },
  site_rule: {
    table: 'site_rules',
    columns: 'id, project_id, pattern, image, key_id, format, position, rev, created_at, changed_at',
  },
  image: {
    table: 'images',
    columns: `id, project_id, environment, title, enabled, url, transport, credential_in, credential_name, channel,
      note, release_tool, release_argument, rev, created_at, changed_at, deleted_at`,
  },
  webhook: {
    table: 'webhooks',
    columns: `id, project_id, url, events, enabled, disabled_because, failing_since, secret_rev, rotated_at, rev,
      created_at, changed_at`,
  },
  key: {
    table: 'keys',
    columns: `id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at, note,
      owner, tags, expires_at, protected, show_once, images, exposed_at, draining_until, previous_until, last_used_at,
      last_used_image, last_used_client, last_used_country, last_used_ip`,
  },
} as const;

/** Of the record, or of the directory: people come at the end. */
export type RecordKind = keyof typeof exportedTables;
export type ExportedKind = 'person' | RecordKind;
export const recordKinds = Object.keys(exportedTables) as readonly RecordKind[]; // Object.keys widens to string.
export const exportedKinds: readonly ExportedKind[] = [...recordKinds, 'person'];

/** Tables that no export holds: what they hold is made anew, or means something only here and now. */
export const unexportedTables = [
  'audit_heads',
  'audit_anchors',
  'idempotency',
  'restores',
  'jobs',
  'image_health',
  'webhook_deliveries',
  'webhook_progress',
  'sessions',
  'usage',
];

export type ExportedRow = Readonly<Record<string, unknown>> & { readonly place: number };

/** Up to `most` rows that stand behind `place` in their table. Rejects where D1 cannot be reached. */
export async function readRows(
  db: D1Database,
  kind: RecordKind,
  place: number,
  most: number,
): Promise<ExportedRow[]> {
  const { table, columns } = exportedTables[kind];
  const sql = `SELECT rowid AS place, ${columns} FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`;
  return (await db.prepare(sql).bind(place, most).all<ExportedRow>()).results;
}

/** The statement that puts rows back; those that are there already stay, but for what every deployment starts with. */
export function insertRows(db: D1Database, kind: RecordKind, rows: readonly object[]): D1PreparedStatement {
  const { table, columns } = exportedTables[kind];
  const values = columns.split(/,\s*/).map((name) => `value ->> '${name}'`);
  const verb = kind === 'project' ? 'INSERT OR REPLACE' : 'INSERT OR IGNORE';
  const sql = `${verb} INTO ${table} (${columns}) SELECT ${values.join(', ')} FROM json_each(?)`;
  return db.prepare(sql).bind(JSON.stringify(rows));
}
