import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startKeyharbor, type Keyharbor } from './keyharbor.ts';
import { measure, round, type Figures, type Subject } from './measure.ts';
import { toolCall, type Target } from './messages.ts';
import { startPeers } from './peers.ts';
import { startProcess, type Process } from './process.ts';
import { measureMemory } from './memory.ts';
import { measureStreams, streamsAtOnce, type StreamFigures } from './streams.ts';
import { servePlain } from './workerd.ts';

const ports = {
  upstream: 18_700,
  passThrough: 18_701,
  keyharbor: 18_702,
  peers: 18_704,
  least: 18_706,
  watched: 18_707,
} as const;

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
    say('Calls, one after the other');
    const calls = callsAt(servers);
    const c1 = await measure(calls, { connections: 1, rounds: 8, turnMs: 400 });
    say('Calls, 16 at once');
    const c16 = await measure(calls, { connections: 16, rounds: 8, turnMs: 400 });
    say('Streams');
    const streams = await measureStreams(servers);
    say('1,000 open streams');
    const memory = await measureMemory(join(folder, 'watched'), ports.watched, ports.upstream);
    return { ratios: ratiosOf(c1, c16, streams), c1, c16, streams, memory };
  } finally {
    await Promise.all(running.map((each) => each.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Something that answers calls. */
export interface Server {
  readonly process: Process;
  readonly target: Target;
  /** The same once for each of several connections, where one session serves only one call at a time. */
  readonly sessions?: readonly Target[];
}
export type Servers = Record<'direct' | 'passThrough' | 'least' | 'mcpProxy' | 'supergateway', Server> & {
  readonly keyharbor: Keyharbor;
};

async function startServers(folder: string, keep: <T extends Server>(started: T) => T): Promise<Servers> {
  const upstream = join(import.meta.dirname, 'upstream.ts');
  const plain = await shim(folder, 'pass-through');
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
  const least = keep({
    process: await servePlain({ folder: await shim(folder, 'least'), port: ports.least, vars }, [
      ['GATE', 'Gate'],
    ]),
    target: at(ports.least),
  });
  const own = { folder: join(folder, 'keyharbor'), port: ports.keyharbor, upstreamPort: ports.upstream };
  const keyharbor = keep(await startKeyharbor(own));
  const { mcpProxy, supergateway } = await startPeers(ports.peers, streamsAtOnce);
  return {
    direct,
    passThrough,
    least,
    keyharbor,
    mcpProxy: keep(mcpProxy),
    supergateway: keep(supergateway),
  };
}

/** A small Worker of `shims/` in a folder of its own. */
async function shim(folder: string, name: string): Promise<string> {
  const own = join(folder, name);
  await mkdir(own);
  await cp(join(import.meta.dirname, `shims/${name}.js`), join(own, 'index.js'));
  return own;
}

function callsAt(servers: Servers) {
  const echo = ({ process: server, target }: Server): Subject => ({
    port: target.port,
    process: server,
    request: toolCall(target, 'echo', { text: 'hello' }),
    status: 200,
  });
  const { keyharbor, direct, passThrough, least, mcpProxy, supergateway } = servers;
  const leastAt = (path: string): Server => ({ ...least, target: { ...least.target, path } });
  const forged = { authorization: `Bearer khk_${'0'.repeat(16)}_${'0'.repeat(49)}` };
  const stranger = { ...keyharbor, target: { ...keyharbor.target, headers: forged } };
  return {
    direct: echo(direct),
    passThrough: echo(passThrough),
    leastLeased: echo(leastAt('/reads')),
    leastStrict: echo(leastAt('/asks')),
    keyharbor: echo(keyharbor),
    strict: echo({ ...keyharbor, target: keyharbor.strict }),
    earlyRefusal: { ...echo(stranger), status: 401 },
    mcpProxy: echo(mcpProxy),
    supergateway: echo(supergateway),
  };
}

type Row = Record<keyof ReturnType<typeof callsAt>, Figures>;

function ratiosOf(c1: Row, c16: Row, streams: StreamFigures) {
  const p50 = (name: keyof Row, of: keyof Row = 'keyharbor') => round(c1[of].p50Ms / c1[name].p50Ms);
  const rate = (name: keyof Row, of: keyof Row = 'keyharbor') =>
    round(c16[of].callsPerSecond / c16[name].callsPerSecond);
  const cpu = (of: keyof Row) => round(c16[of].cpuMicrosPerCall / c16.passThrough.cpuMicrosPerCall);
  const against = (of: keyof Row) => ({
    p50VsPassThroughC1: p50('passThrough', of),
    rateVsPassThroughC16: rate('passThrough', of),
    cpuVsPassThroughC16: cpu(of),
  });
  return {
    ...against('keyharbor'),
    strict: against('strict'),
    earlyRefusalVsAdmitted: round(c16.earlyRefusal.callsPerSecond / c16.keyharbor.callsPerSecond),
    perEventVsPassThrough: streams.perEventVsPassThrough,
    perEventVsPeers: streams.perEventVsPeers,
    perEventTimeVsPeers: streams.perEventTimeVsPeers,
    p50VsPeers: { mcpProxy: p50('mcpProxy'), supergateway: p50('supergateway') },
    rateVsPeers: { mcpProxy: rate('mcpProxy'), supergateway: rate('supergateway') },
    least: {
      leased: against('leastLeased'),
      strict: against('leastStrict'),
      perEventVsPassThrough: streams.leastPerEvent,
      passThroughP50VsPeers: {
        mcpProxy: p50('mcpProxy', 'passThrough'),
        supergateway: p50('supergateway', 'passThrough'),
      },
      passThroughRateVsPeers: {
        mcpProxy: rate('mcpProxy', 'passThrough'),
        supergateway: rate('supergateway', 'passThrough'),
      },
    },
  };
}
