import { Connection } from './connection.ts';
import type { Process } from './process.ts';

/** What is measured: a server, and what it is asked. */
export interface Subject {
  readonly port: number;
  readonly process: Process;
  /** What each of the connections says next. */
  readonly request: (connection: number) => string;
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
  /** Of answers that are streams: how many events of progress arrive, and when the first does. */
  readonly events?: { readonly perCall: number; readonly firstMs: number };
}

/** Between the pieces of a chunked body, wherever they were cut (RFC 9112, section 7.1). */
const chunkMark = /\r\n[\da-f]+\r\n/gi;

interface Answered {
  readonly ms: number;
  readonly events: number;
  /** Until the first of its events; those without any have none. */
  readonly firstMs: number | undefined;
}

interface Slice {
  readonly answers: readonly Answered[];
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
  const answers: Answered[] = [];
  const [start, before] = [performance.now(), subject.process.cpu()];
  const ask = async (connection: Connection, at: number) => {
    while (performance.now() < start + turnMs)
      answers.push(await askOnce(connection, subject.request(at), subject.status));
  };
  await Promise.all(opened.map(ask));
  const [ms, cpu] = [performance.now() - start, subject.process.cpu() - before];
  for (const connection of opened) connection.close();
  return { answers, ms, cpu };
}

async function askOnce(connection: Connection, request: string, expected: number): Promise<Answered> {
  const start = performance.now();
  const { status, body, firstEventAt } = await connection.ask(request);
  const ms = performance.now() - start;
  const isWrong = status === 200 && body.includes('"error"');
  if (status !== expected || isWrong) throw new Error(`answered ${status}: ${body.slice(0, 500)}`);
  const events = body.replaceAll(chunkMark, '').split('"notifications/progress"').length - 1;
  return { ms, events, firstMs: firstEventAt === undefined ? undefined : firstEventAt - start };
}

function figuresOf(slices: readonly Slice[]): Figures {
  const answers = slices.flatMap((slice) => slice.answers);
  const took = ascending(answers.map(({ ms }) => ms));
  const rates = ascending(slices.map((slice) => (slice.answers.length * 1_000) / slice.ms));
  const cpu = slices.reduce((total, slice) => total + slice.cpu, 0);
  const events = answers.reduce((total, answer) => total + answer.events, 0);
  const first = ascending(answers.flatMap(({ firstMs }) => firstMs ?? []));
  return {
    p50Ms: round(quantile(took, 0.5)),
    p99Ms: round(quantile(took, 0.99)),
    callsPerSecond: Math.round(quantile(rates, 0.5)),
    cpuMicrosPerCall: Math.round(cpu / answers.length),
    ...(events > 0 && {
      events: { perCall: round(events / answers.length), firstMs: round(quantile(first, 0.5)) },
    }),
  };
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.floor(sorted.length * part)] ?? 0;
}

/** To a thousandth. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
