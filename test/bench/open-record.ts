import { readD1Migrations } from '@cloudflare/vitest-plugin';
import { getPlatformProxy } from 'wrangler';

/** A record of its own, empty and migrated, in memory of a workerd of its own. */
export async function openRecord(): Promise<{ db: D1Database; close: () => Promise<void> }> {
  const { env, dispose } = await getPlatformProxy<{ RECORD: D1Database }>({
    configPath: './wrangler.toml',
    persist: false,
  });
  for (const { queries } of await readD1Migrations('./worker/migrations'))
    for (const query of queries) await env.RECORD.prepare(query).run();
  return { db: env.RECORD, close: dispose };
}
