/**
 * The same record, how many rows it says that it read through here, and how long that took (milliseconds). Only for
 * statements that are prepared here, not for batches. With `repeat`, each is run so often in one go and counted once:
 * the way to the record then weighs little.
 */
export function measureReads(
  db: D1Database,
  repeat = 1,
): { db: D1Database; read: () => number; took: () => number } {
  let rows = 0;
  let time = 0;
  const measuring = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async () => {
      const start = performance.now();
      const [result] = await db.batch(Array.from({ length: repeat }, () => statement));
      time += (performance.now() - start) / repeat;
      rows += result?.meta.rows_read ?? 0;
      return result;
    };
    const bind = (...values: unknown[]) => measuring(statement.bind(...values));
    return {
      bind,
      all,
      first: async () => (await all())?.results[0] ?? null,
    } as unknown as D1PreparedStatement;
  };
  const measured = { prepare: (sql: string) => measuring(db.prepare(sql)) } as D1Database; // All that lists use.
  return { db: measured, read: () => rows, took: () => time };
}
