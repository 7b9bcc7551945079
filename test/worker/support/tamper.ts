import { env } from 'cloudflare:workers';

/** What somebody can do who has the database itself: the rules that guard it are off meanwhile. */
export async function tamper(...statements: D1PreparedStatement[]): Promise<void> {
  const { results } = await env.RECORD.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'",
  ).all<{ name: string; sql: string }>();
  await env.RECORD.batch([
    ...results.map(({ name }) => env.RECORD.prepare(`DROP TRIGGER ${name}`)),
    ...statements,
    ...results.map(({ sql }) => env.RECORD.prepare(sql)),
  ]);
}
