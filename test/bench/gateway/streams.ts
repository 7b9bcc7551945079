import { Connection } from './connection.ts';
import type { Server } from './gateway.ts';
import { measure, round, type Figures } from './measure.ts';
import { toolCall } from './messages.ts';

const events = 1_000;
const heldOpen = 1_000;

/** What streams cost. */
export interface StreamFigures {
  /** By the processor, of a stream's every event after the first. */
  readonly perEventVsPassThrough: number;
  readonly memory: {
    readonly openStreams: number;
    readonly megabytes: number;
    readonly kilobytesPerStream: number;
  };
  readonly of1000Events: Record<'passThrough' | 'keyharbor', Figures>;
  readonly of1Event: Record<'passThrough' | 'keyharbor', Figures>;
}

/** Streams of 1,000 events against streams of one, so that what the call itself costs is taken out; then 1,000 that stay open. */
export async function measureStreams(
  servers: Record<'keyharbor' | 'passThrough', Server>,
): Promise<StreamFigures> {
  const settings = { connections: 4, rounds: 6, turnMs: 800 };
  const of1000Events = await measure(counting(servers, events), settings);
  const of1Event = await measure(counting(servers, 1), { ...settings, turnMs: 300 });
  const perEvent = (name: keyof typeof servers) =>
    (of1000Events[name].cpuMicrosPerCall - of1Event[name].cpuMicrosPerCall) / (events - 1);
  return {
    perEventVsPassThrough: round(perEvent('keyharbor') / perEvent('passThrough')),
    memory: await measureMemory(servers.keyharbor),
    of1000Events,
    of1Event,
  };
}

function counting(servers: Record<'keyharbor' | 'passThrough', Server>, most: number) {
  const count = ({ process, target }: Server) => ({
    port: target.port,
    process,
    request: toolCall(target, 'count', { events: most }),
    status: 200,
  });
  return { passThrough: count(servers.passThrough), keyharbor: count(servers.keyharbor) };
}

async function measureMemory({ process, target }: Server): Promise<StreamFigures['memory']> {
  const hold = toolCall(target, 'hold', {});
  const before = process.memory();
  const connections: Connection[] = [];
  try {
    for (let opened = 0; opened < heldOpen; opened += 1) {
      const connection = await Connection.open(target.port);
      connections.push(connection);
      await connection.begin(hold());
    }
    const after = process.memory();
    return {
      openStreams: heldOpen,
      megabytes: round(after / 2 ** 20),
      kilobytesPerStream: round((after - before) / 2 ** 10 / heldOpen),
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}
