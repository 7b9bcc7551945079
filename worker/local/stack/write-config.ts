import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'smol-toml';

/**
 * Writes `wrangler.toml` of the project at `root` into `file` with other settings, for its owner's eyes only. Settings
 * on the command line could be seen by everybody on this machine, and one of them opens the deployment.
 */
export function writeConfig(file: string, root: string, settings: Readonly<Record<string, string>>): void {
  // As the tests of the project hold it: test/architecture/deploying.test.ts.
  const config = parse(readFileSync(join(root, 'wrangler.toml'), 'utf8')) as unknown as WranglerConfig;
  const { assets, d1_databases: databases } = config;
  const moved = {
    ...config,
    main: join(root, config.main),
    assets: { ...assets, directory: join(root, assets.directory) },
    d1_databases: databases.map((each) => ({ ...each, migrations_dir: join(root, each.migrations_dir) })),
    vars: { ...config.vars, ...settings },
  };
  writeFileSync(file, JSON.stringify(moved, null, 2), { mode: 0o600 });
}

/** What of it names a place, or is to be set. */
interface WranglerConfig {
  readonly main: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly assets: { readonly directory: string };
  readonly d1_databases: readonly { readonly migrations_dir: string }[];
}
