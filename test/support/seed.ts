/** As much of D1 as seeding needs. */
interface Seeded {
  prepare(sql: string): { bind(...values: (string | number)[]): { run(): Promise<unknown> } };
}

const atOnce = 5_000; // Rows a statement: few enough for D1's bound on one.

/**
 * Puts `count` rows of keys into the project, which have no gates: they can be listed and nothing else. Every tenth is
 * disabled, every hundredth belongs to `crew`; of a thousand, one note says `needle` and one tag is `rare`.
 */
export function seedKeys(db: Seeded, project: string, count: number): Promise<void> {
  return seed(
    db,
    project,
    count,
    `
    INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at,
      note, owner, tags)
    WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
    SELECT 'key_' || substr(?1, -6) || printf('%010d', i), ?1, 'seeded ' || printf('%06d', i), 'khk_…',
      iif(i % 10 = 0, 'disabled', 'active'), 'pol_default', 1, 1, i, i,
      iif(i % 1000 = 500, 'a needle in the hay', 'nothing but hay'), iif(i % 100 = 0, 'crew', ''),
      iif(i % 1000 = 7, '["rare"]', '[]')
    FROM n`,
  );
}

/** Puts `count` lines into the project's audit, ten a key. Their hashes are made up: the chain does not verify. */
export function seedAudit(db: Seeded, project: string, count: number): Promise<void> {
  return seed(
    db,
    project,
    count,
    `
    INSERT INTO audit (op_id, subject, project_id, seq, action, outcome, rev, actor, request_id, at, prev, hash)
    WITH RECURSIVE n (i) AS (SELECT ?2 UNION ALL SELECT i + 1 FROM n WHERE i < ?3)
    SELECT 'seeded-' || i, 'key_' || substr(?1, -6) || printf('%010d', i / 10), ?1, i % 10 + 1,
      iif(i % 10 = 0, 'key.create', 'key.edit'), 'done', i % 10 + 1, 'seed', 'seed', i, '', ''
    FROM n`,
  );
}

async function seed(db: Seeded, project: string, count: number, sql: string): Promise<void> {
  for (let from = 1; from <= count; from += atOnce)
    await db
      .prepare(sql)
      .bind(project, from, Math.min(from + atOnce - 1, count))
      .run();
}
