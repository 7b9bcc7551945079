import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { readD1Migrations } from '@cloudflare/vitest-plugin';
import { unstable_readConfig } from 'wrangler';

import { createApiClient } from '../../../worker/local/api-client.ts';
import { testSecrets } from '../../support/test-secrets.ts';
import type { Target } from './messages.ts';
import type { Process } from './process.ts';
import { serveKeyharbor, type Served } from './workerd.ts';

const root = join(import.meta.dirname, '../../..');

/** Keyharbor in plain workerd, with one key. */
export interface Keyharbor {
  readonly process: Process;
  readonly target: Target;
  /** The same by a ticket, whose every call is asked about: nothing is ever lent to one. */
  readonly strict: Target;
}

export interface KeyharborPlace extends Pick<Served, 'folder' | 'port' | 'inspector'> {
  readonly upstreamPort: number;
}

/** Builds the Worker into `folder` and serves it on `port`, every image at the upstream on `upstreamPort`. */
export async function startKeyharbor({
  folder,
  port,
  upstreamPort,
  ...rest
}: KeyharborPlace): Promise<Keyharbor> {
  await build(folder);
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml') });
  const gateway = `http://127.0.0.1:${port}`;
  const secrets = await testSecrets();
  const settings = { GATEWAY: gateway, UPSTREAMS: `http://127.0.0.1:${upstreamPort}`, TRUSTED_IP_HEADER: '' };
  const vars = { ...(config.vars as Record<string, string>), ...secrets, ...settings }; // All of ours are texts.
  const objects = config.durable_objects.bindings.map(
    (each: { name: string; class_name: string }) => [each.name, each.class_name] as const,
  );
  const process = await serveKeyharbor({ folder, port, vars, ...rest }, objects);
  for (const { queries } of await readD1Migrations(join(root, 'worker/migrations')))
    await apply(queries, port + 1);
  const { secret: token } = await createApiClient(gateway, secrets['BOOTSTRAP_TOKEN'] ?? '').setUp({
    name: 'Bench',
  });
  const api = createApiClient(gateway, token);
  const { key, secret } = await api.createKey({ name: 'bench' });
  const ticket = await api.createTicket({ id: key.id, label: 'bench', image: 'linux_latest' });
  const at = (credential: string): Target => {
    const headers = { authorization: `Bearer ${credential}` };
    return { port, path: '/mcp/linux_latest', headers, era: 'stateless' };
  };
  return { process, target: at(secret), strict: at(ticket.secret) };
}

async function build(folder: string): Promise<void> {
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const args = [wrangler, 'deploy', '--dry-run', '--outdir', folder];
  const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null]; // As child_process says it.
  if (code !== 0) throw new Error('The Worker does not build: try `npm run build`.');
}

async function apply(queries: readonly string[], port: number): Promise<void> {
  const body = JSON.stringify(queries.map((sql) => ({ sql, params: [] })));
  const answer = await fetch(`http://127.0.0.1:${port}/query`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`A migration failed: ${await answer.text()}`);
}
