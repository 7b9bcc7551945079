import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

const patienceMs = 10_000;

/** A process that this one started. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when it has ended, whatever the reason. */
  readonly ended: Promise<void>;
  /** Asks it to end, and makes it after ten seconds. */
  stop(): Promise<void>;
}

/** Starts `node` with `args`. */
export function startNode(args: readonly string[], options: SpawnOptions): Child {
  const child = spawn(process.execPath, args, options);
  const ended = once(child, 'exit').then(() => undefined);
  return {
    process: child,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGINT');
      const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(impatient);
    },
  };
}
