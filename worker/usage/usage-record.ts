/** How much of one kind was used on one day. `code` is `''` for calls that were let through, else why not. */
export interface Used {
  /** `2026-11-25`, in UTC. */
  readonly day: string;
  readonly image: string;
  /** `''`: none. */
  readonly tool: string;
  readonly code: string;
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

const upsert = `
  INSERT INTO usage (key_id, project_id, day, image, tool, code, calls, bytes_in, bytes_out)
  SELECT ?2, ?3, value ->> 'day', value ->> 'image', value ->> 'tool', value ->> 'code',
    value ->> 'calls', value ->> 'bytesIn', value ->> 'bytesOut'
  FROM json_each(?1) WHERE true
  ON CONFLICT DO UPDATE SET calls = max(usage.calls, excluded.calls),
    bytes_in = max(usage.bytes_in, excluded.bytes_in), bytes_out = max(usage.bytes_out, excluded.bytes_out)`;

/** Writes what one key has used so far. Totals only grow, so a write that is repeated or late changes nothing. */
export async function recordUsage(
  db: D1Database,
  key: { readonly id: string; readonly projectId: string },
  used: readonly Used[],
): Promise<void> {
  await db.prepare(upsert).bind(JSON.stringify(used), key.id, key.projectId).run();
}
