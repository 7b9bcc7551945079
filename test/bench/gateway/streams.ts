import type { Server } from './gateway.ts';
import { measure, round, type Figures } from './measure.ts';
import { toolCall } from './messages.ts';

const events = 1_000;

type Measured = 'passThrough' | 'least' | 'keyharbor';

/** What streams cost. */
export interface StreamFigures {
  /** By the processor, of a stream's every event after the first. */
  readonly perEventVsPassThrough: number;
  /** The same of a Worker that hands over each piece in JavaScript. */
  readonly leastPerEvent: number;
  readonly of1000Events: Record<Measured, Figures>;
  readonly of1Event: Record<Measured, Figures>;
}

/** Streams of 1,000 events against streams of one, so that what the call itself costs is taken out. */
export async function measureStreams(servers: Readonly<Record<Measured, Server>>): Promise<StreamFigures> {
  const settings = { connections: 4, rounds: 6, turnMs: 800 };
  const of1000Events = await measure(counting(servers, events), settings);
  const of1Event = await measure(counting(servers, 1), { ...settings, turnMs: 300 });
  const perEvent = (name: Measured) =>
    (of1000Events[name].cpuMicrosPerCall - of1Event[name].cpuMicrosPerCall) / (events - 1);
  return {
    perEventVsPassThrough: round(perEvent('keyharbor') / perEvent('passThrough')),
    leastPerEvent: round(perEvent('least') / perEvent('passThrough')),
    of1000Events,
    of1Event,
  };
}

function counting(servers: Readonly<Record<Measured, Server>>, most: number) {
  const count = ({ process, target }: Server) => ({
    port: target.port,
    process,
    request: toolCall(target, 'count', { events: most }),
    status: 200,
  });
  const { passThrough, least, keyharbor } = servers;
  const pumps = { ...least, target: { ...least.target, path: '/pumps' } };
  return { passThrough: count(passThrough), least: count(pumps), keyharbor: count(keyharbor) };
}
