import { Connection } from './connection.ts';
import type { Process } from './process.ts';

/** What is measured: a server, and what it is asked. */
export interface Subject {
  readonly port: number;
  readonly process: Process;
  readonly request: () => string;
  /** Of every answer; another one ends the measurement. */
  readonly status: number;
}

/** What calls cost. */
export interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly callsPerSecond: number;
  /** Of the server, without its upstream. */
  readonly cpuMicrosPerCall: number;
}

interface Slice {
  readonly took: number[];
  readonly calls: number;
  readonly ms: number;
  readonly cpu: number;
}

/**
 * Measures several servers in short turns, round after round, so that whatever else the machine does befalls all alike; the
 * first round warms up. Rejects where an answer is not what it should be.
 */
export async function measure<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  { connections, rounds, turnMs }: { connections: number; rounds: number; turnMs: number },
): Promise<Record<Name, Figures>> {
  const names = Object.keys(subjects) as Name[]; // Object.keys widens to string.
  const slices = new Map<Name, Slice[]>(names.map((name) => [name, []]));
  for (let at = 0; at <= rounds; at += 1)
    for (const name of names) {
      const slice = await turn(subjects[name], connections, turnMs);
      if (at > 0) slices.get(name)?.push(slice);
    }
  return Object.fromEntries(names.map((name) => [name, figuresOf(slices.get(name) ?? [])])) as Record<
    Name,
    Figures
  >;
}

async function turn(subject: Subject, connections: number, turnMs: number): Promise<Slice> {
  const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(subject.port)));
  const took: number[] = [];
  const [start, before] = [performance.now(), subject.process.cpu()];
  await Promise.all(opened.map((connection) => keepAsking(connection, subject, start + turnMs, took)));
  const [ms, cpu] = [performance.now() - start, subject.process.cpu() - before];
  for (const connection of opened) connection.close();
  return { took, calls: took.length, ms, cpu };
}

async function keepAsking(connection: Connection, subject: Subject, until: number, took: number[]) {
  while (performance.now() < until) {
    const request = subject.request();
    const start = performance.now();
    const { status, body } = await connection.ask(request);
    took.push(performance.now() - start);
    const isWrong = status === 200 && body.includes('"error"');
    if (status !== subject.status || isWrong) throw new Error(`answered ${status}: ${body.slice(0, 500)}`);
  }
}

function figuresOf(slices: readonly Slice[]): Figures {
  const took = slices.flatMap((slice) => slice.took).toSorted((a, b) => a - b);
  const sum = (of: (slice: Slice) => number) => slices.reduce((total, slice) => total + of(slice), 0);
  const rates = slices.map(({ calls, ms }) => (calls * 1_000) / ms).toSorted((a, b) => a - b);
  return {
    p50Ms: round(took[Math.floor(took.length / 2)] ?? 0),
    p99Ms: round(took[Math.floor(took.length * 0.99)] ?? 0),
    callsPerSecond: Math.round(rates[Math.floor(rates.length / 2)] ?? 0),
    cpuMicrosPerCall: Math.round(sum(({ cpu }) => cpu) / sum(({ calls }) => calls)),
  };
}

/** To a thousandth. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
