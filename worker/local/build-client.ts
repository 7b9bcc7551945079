import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';
import { build } from 'vite';

import { endWith, Failure } from './failure.ts';
import { root } from './stack/wrangler.ts';

const folder = join(root, '.output', 'client');

/**
 * Makes a package of the client for scripts elsewhere, plain JavaScript with types: the same `keyharbor/client` as here,
 * where Node reads its source. `npm install <this folder>/.output/client` puts it into another project.
 */
async function main(): Promise<void> {
  const lib = {
    entry: join(root, 'worker/local/api-client.ts'),
    formats: ['es' as const],
    fileName: 'client',
  };
  const output = { outDir: folder, emptyOutDir: true, target: 'es2024', minify: false, lib };
  await build({ configFile: false, publicDir: false, logLevel: 'warn', root, build: output });
  await writeTypes();
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

async function writeTypes(): Promise<void> {
  const place = ['--outDir', join(folder, 'types')];
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const child = spawn(tsc, ['-p', join(root, 'worker/local/client.tsconfig.json'), ...place], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null]; // As child_process says it.
  if (code !== 0) throw new Failure('The types of the client could not be written.');
}

/** Its types speak of valibot's; nothing else is needed to run. */
function manifest(): object {
  const own = v.object({
    version: v.string(),
    license: v.string(),
    dependencies: v.object({ valibot: v.string() }),
  });
  const { version, license, dependencies } = v.parse(
    own,
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const types = './types/worker/local/api-client.d.ts';
  const exports = { './client': { types, default: './client.js' } };
  const { valibot } = dependencies;
  return {
    name: 'keyharbor',
    version,
    license,
    private: true,
    type: 'module',
    exports,
    dependencies: { valibot },
  };
}

await main().catch(endWith);
