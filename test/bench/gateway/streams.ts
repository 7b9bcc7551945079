import type { Server, Servers } from './gateway.ts';
import { measure, round, type Figures, type Subject } from './measure.ts';
import { streamCall } from './messages.ts';

const events = 1_000;
/** Streams at once; each peer has a session for each of them. */
export const streamsAtOnce = 4;

type Name = keyof Servers;
type Ratios = Record<'mcpProxy' | 'supergateway', number>;

/** What an event of a stream costs, after the first: µs until the next one has arrived, and µs of the server's processor. */
interface PerEvent {
  readonly micros: number;
  readonly cpuMicros: number;
}

/** What streams cost. */
export interface StreamFigures {
  /** Of the processor. */
  readonly perEventVsPassThrough: number;
  /** The same of a Worker that hands over each piece in JavaScript. */
  readonly leastPerEvent: number;
  /** Of the processor. */
  readonly perEventVsPeers: Ratios;
  /** Of time, with as many streams at once as are measured. */
  readonly perEventTimeVsPeers: Ratios;
  readonly perEvent: Record<Name, PerEvent>;
  readonly of1000Events: Record<Name, Figures>;
  readonly of1Event: Record<Name, Figures>;
}

/** Streams of 1,000 events against streams of one, so that what the call itself costs is taken out. */
export async function measureStreams(servers: Servers): Promise<StreamFigures> {
  const settings = { connections: streamsAtOnce, rounds: 6, turnMs: 800 };
  const of1000Events = await measure(counting(servers, events), settings);
  const of1Event = await measure(counting(servers, 1), { ...settings, turnMs: 300 });
  const perEvent = mapped(servers, (name) => perEventOf(of1000Events[name], of1Event[name]));
  const against = (name: Name, of: keyof PerEvent = 'cpuMicros') =>
    round(perEvent.keyharbor[of] / perEvent[name][of]);
  const peers = (of: keyof PerEvent) => ({
    mcpProxy: against('mcpProxy', of),
    supergateway: against('supergateway', of),
  });
  return {
    perEventVsPassThrough: against('passThrough'),
    leastPerEvent: round(perEvent.least.cpuMicros / perEvent.passThrough.cpuMicros),
    perEventVsPeers: peers('cpuMicros'),
    perEventTimeVsPeers: peers('micros'),
    perEvent,
    of1000Events,
    of1Event,
  };
}

/** By the events that arrived: a server that drops some is not the cheaper for it. */
function perEventOf(many: Figures, one: Figures): PerEvent {
  const more = (many.events?.perCall ?? 0) - (one.events?.perCall ?? 0);
  return {
    micros: round(((many.p50Ms - one.p50Ms) * 1_000) / more),
    cpuMicros: round((many.cpuMicrosPerCall - one.cpuMicrosPerCall) / more),
  };
}

function counting(servers: Servers, most: number): Record<Name, Subject> {
  return mapped(servers, (name) => {
    const { process, target, sessions = [target] }: Server = servers[name];
    const path = name === 'least' ? '/pumps' : target.path;
    const calls = sessions.map((session) => streamCall({ ...session, path }, most));
    const request = (connection: number) => calls[connection % calls.length]?.() ?? '';
    return { port: target.port, process, request, status: 200 };
  });
}

function mapped<T>(servers: Servers, of: (name: Name) => T): Record<Name, T> {
  const names = Object.keys(servers) as Name[]; // Object.keys widens to string.
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>;
}
