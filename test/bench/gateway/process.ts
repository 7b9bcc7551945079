import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const patienceMs = 20_000;
/** Of `/proc`, on every Linux. */
const ticksPerSecond = 100;
const pageBytes = 4_096;

/** A server that runs beside this process. */
export interface Process {
  /** What it has used of the processor so far, in microseconds. */
  cpu(): number;
  /** What it has in memory, in bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts a program and waits until it listens on `port`. Rejects where it does not. */
export async function startProcess(command: string, args: readonly string[], port: number): Promise<Process> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => void (said = (said + data.toString()).slice(-2_000)));
  const ended = once(child, 'exit');
  const until = Date.now() + patienceMs;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${command} does not start: ${said}`);
    await wait(50);
  }
  const stat = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8').split(' ');
  return {
    cpu: () => ((Number(stat('stat')[13]) + Number(stat('stat')[14])) * 1_000_000) / ticksPerSecond,
    memory: () => Number(stat('statm')[1]) * pageBytes,
    async stop() {
      child.kill('SIGTERM');
      const impatient = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
