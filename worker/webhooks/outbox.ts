/** Something that happened, as webhooks are told of it. */
export interface Happening {
  /** Names it, so that it is put in once however often it is found: `audit/<opId>`. */
  readonly source: string;
  readonly event: string;
  readonly projectId: string;
  /** Unix milliseconds. Webhooks that were made later are not told. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The body that is sent, as Standard Webhooks has it. */
export function bodyOf({ event, at, data }: Pick<Happening, 'event' | 'at' | 'data'>): string {
  return JSON.stringify({ type: event, timestamp: new Date(at).toISOString(), data });
}

/**
 * The statement that puts `happenings` into the outbox: one row for each webhook of their project that asked for such
 * events, and none where there is one already.
 */
export function putIn(db: D1Database, happenings: readonly Happening[], now: number): D1PreparedStatement {
  const rows = happenings.map((each) => {
    const { source, event, projectId, at } = each;
    return { source, event, projectId, at, payload: bodyOf(each) };
  });
  return db
    .prepare(
      `INSERT INTO webhook_deliveries
         (id, webhook_id, source, event, payload, status, attempts, created_at, next_at)
       SELECT 'msg_' || lower(hex(randomblob(16))), webhooks.id, new.value ->> 'source', new.value ->> 'event',
         new.value ->> 'payload', 'pending', 0, ?2, ?2
       FROM json_each(?1) AS new JOIN webhooks ON webhooks.project_id = new.value ->> 'projectId'
       WHERE webhooks.enabled = 1 AND webhooks.created_at <= new.value ->> 'at'
         AND EXISTS (SELECT 1 FROM json_each(webhooks.events) AS asked WHERE asked.value = new.value ->> 'event')
       ON CONFLICT (webhook_id, source) DO NOTHING`,
    )
    .bind(JSON.stringify(rows), now);
}
