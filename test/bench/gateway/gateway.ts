import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startKeyharbor } from './keyharbor.ts';
import { measure, round, type Figures, type Subject } from './measure.ts';
import { toolCall, type Target } from './messages.ts';
import { startPeers } from './peers.ts';
import { startProcess, type Process } from './process.ts';
import { measureStreams } from './streams.ts';
import { servePlain } from './workerd.ts';

const ports = { upstream: 18_700, passThrough: 18_701, keyharbor: 18_702, peers: 18_704 } as const;

/**
 * What a call through Keyharbor costs, beside the same call straight to the upstream, through a Worker that only passes on,
 * and through two other proxies. All in one run and by turns, in plain workerd: no dev server stands in between.
 */
export async function benchGateway(say: (line: string) => void): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'keyharbor-bench-'));
  const running: Process[] = [];
  const keep = <T extends { process: Process }>(started: T): T => (running.push(started.process), started);
  try {
    say('Starting');
    const servers = await startServers(folder, keep);
    const { keyharbor, passThrough } = servers;
    say('Calls, one after the other');
    const calls = callsAt(servers);
    const c1 = await measure(calls, { connections: 1, rounds: 8, turnMs: 400 });
    say('Calls, 16 at once');
    const c16 = await measure(calls, { connections: 16, rounds: 8, turnMs: 400 });
    say('Streams');
    const streams = await measureStreams({ keyharbor, passThrough });
    return { ratios: ratiosOf(c1, c16, streams), c1, c16, streams };
  } finally {
    await Promise.all(running.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Something that answers calls. */
export interface Server {
  readonly process: Process;
  readonly target: Target;
}
type Servers = Record<'direct' | 'passThrough' | 'keyharbor' | 'mcpProxy' | 'supergateway', Server>;

async function startServers(folder: string, keep: <T extends Server>(started: T) => T): Promise<Servers> {
  const upstream = join(import.meta.dirname, 'upstream.ts');
  const plain = join(folder, 'pass-through');
  await mkdir(plain);
  await cp(join(import.meta.dirname, 'shims/pass-through.js'), join(plain, 'index.js'));
  const at = (port: number): Target => ({ port, path: '/mcp', headers: {}, era: 'stateless' });
  const vars = { UPSTREAM: `http://127.0.0.1:${ports.upstream}/mcp` };
  const direct = keep({
    process: await startProcess(process.execPath, [upstream, 'http', String(ports.upstream)], ports.upstream),
    target: at(ports.upstream),
  });
  const passThrough = keep({
    process: await servePlain({ folder: plain, port: ports.passThrough, vars }),
    target: at(ports.passThrough),
  });
  const keyharbor = keep(await startKeyharbor(join(folder, 'keyharbor'), ports.keyharbor, ports.upstream));
  const { mcpProxy, supergateway } = await startPeers(ports.peers);
  return { direct, passThrough, keyharbor, mcpProxy: keep(mcpProxy), supergateway: keep(supergateway) };
}

function callsAt(servers: Servers) {
  const echo = ({ process: server, target }: Server): Subject => ({
    port: target.port,
    process: server,
    request: toolCall(target, 'echo', { text: 'hello' }),
    status: 200,
  });
  const { keyharbor, direct, passThrough, mcpProxy, supergateway } = servers;
  const forged = { authorization: `Bearer khk_${'0'.repeat(16)}_${'0'.repeat(49)}` };
  const stranger = { ...keyharbor, target: { ...keyharbor.target, headers: forged } };
  return {
    direct: echo(direct),
    passThrough: echo(passThrough),
    keyharbor: echo(keyharbor),
    earlyRefusal: { ...echo(stranger), status: 401 },
    mcpProxy: echo(mcpProxy),
    supergateway: echo(supergateway),
  };
}

type Row = Record<keyof ReturnType<typeof callsAt>, Figures>;

function ratiosOf(c1: Row, c16: Row, streams: { readonly perEventVsPassThrough: number }) {
  const p50 = (name: keyof Row) => round(c1.keyharbor.p50Ms / c1[name].p50Ms);
  const rate = (name: keyof Row) => round(c16.keyharbor.callsPerSecond / c16[name].callsPerSecond);
  return {
    p50VsPassThroughC1: p50('passThrough'),
    rateVsPassThroughC16: rate('passThrough'),
    cpuVsPassThroughC16: round(c16.keyharbor.cpuMicrosPerCall / c16.passThrough.cpuMicrosPerCall),
    earlyRefusalVsAdmitted: round(c16.earlyRefusal.callsPerSecond / c16.keyharbor.callsPerSecond),
    perEventVsPassThrough: streams.perEventVsPassThrough,
    p50VsPeers: { mcpProxy: p50('mcpProxy'), supergateway: p50('supergateway') },
    rateVsPeers: { mcpProxy: rate('mcpProxy'), supergateway: rate('supergateway') },
  };
}
