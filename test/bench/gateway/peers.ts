import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { Connection } from './connection.ts';
import { post, type Target } from './messages.ts';
import { startProcess, type Process } from './process.ts';

const folder = join(import.meta.dirname, 'peers');
const upstream = join(import.meta.dirname, 'upstream.ts');

/** Another proxy, with sessions opened at it; `target` is the first. */
export interface Peer {
  readonly process: Process;
  readonly target: Target;
  readonly sessions: readonly Target[];
}

/**
 * Starts the proxies that Keyharbor is compared with, each as it is meant to be used: in front of a server that it starts
 * and talks with over a pipe, which costs less than HTTP. Their packages come by their own lock file at the first run.
 */
export async function startPeers(
  port: number,
  sessions: number,
): Promise<Record<'mcpProxy' | 'supergateway', Peer>> {
  await install();
  const upstreamServer = [process.execPath, upstream, 'stdio'];
  const quiet = ['--no-eventStore', '--host', '127.0.0.1', '--port', String(port)];
  const mcpProxy = [
    'mcp-proxy/dist/bin/mcp-proxy.mjs',
    ...quiet,
    '--server',
    'stream',
    '--',
    ...upstreamServer,
  ];
  const place = ['--outputTransport', 'streamableHttp', '--stateful', '--port', String(port + 1)];
  const supergateway = [
    'supergateway/dist/index.js',
    '--stdio',
    upstreamServer.join(' '),
    ...place,
    '--logLevel',
    'none',
  ];
  return {
    mcpProxy: await start(mcpProxy, port, sessions),
    supergateway: await start(supergateway, port + 1, sessions),
  };
}

async function start([program = '', ...args]: readonly string[], port: number, most: number): Promise<Peer> {
  const server = await startProcess(process.execPath, [join(folder, 'node_modules', program), ...args], port);
  const target = await openSession(port);
  const sessions = [target];
  while (sessions.length < most) sessions.push(await openSession(port));
  return { process: server, target, sessions };
}

async function openSession(port: number): Promise<Target> {
  const target: Target = { port, path: '/mcp', headers: {}, era: 'legacy' };
  const connection = await Connection.open(port);
  const hello = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  };
  const { head } = await connection.ask(post(target, call('initialize', hello, 0)));
  const session = /\r\nmcp-session-id: (\S+)/i.exec(head)?.[1] ?? '';
  const headers = { 'mcp-session-id': session, 'mcp-protocol-version': '2025-06-18' };
  await connection.ask(post({ ...target, headers }, call('notifications/initialized', {})));
  connection.close();
  return { ...target, headers };
}

function call(method: string, params: object, id?: number) {
  return { jsonrpc: '2.0', method, params, ...(id !== undefined && { id }) };
}

async function install(): Promise<void> {
  const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null]; // As child_process says it.
  if (code !== 0)
    throw new Error('The proxies to compare with cannot be installed: is there a package registry?');
}
