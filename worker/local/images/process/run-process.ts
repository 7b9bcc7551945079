import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { ToolRefusal } from '../tool-refusal.ts';
import { childEnvironment } from './child-environment.ts';
import { createOutputBuffer, type OutputBuffer, type OutputStream } from './output-buffer.ts';
import { countGroups, killGroup, trackGroup } from './process-group.ts';

export interface ProcessRequest {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** What the program reads from its standard input. */
  readonly input?: string;
  /** Absolute. */
  readonly workingDirectory: string;
  /** Absolute: the program's `HOME` and `TMPDIR`. */
  readonly home: string;
  readonly timeoutMs: number;
  /** Of standard output and standard error together. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
}

export type ProcessEnd = 'exited' | 'timed_out' | 'cancelled';

export interface ProcessResult {
  readonly end: ProcessEnd;
  /** Null where a signal ended the program. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly totalBytes: number;
  readonly keptBytes: number;
  readonly durationMs: number;
}

const maxRunning = 64;

/**
 * Runs a program to its end, its time limit or its cancellation, whichever comes first.
 *
 * Nothing it started in its process group outlives the call, background jobs included. Rejects with a
 * `ToolRefusal` where too many are running or the program cannot be started.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  if (countGroups() >= maxRunning) throw new ToolRefusal('Too many commands are running. Try again later.');
  const [file, ...args] = request.command;
  const startedAt = performance.now();
  const child = spawn(file, args, {
    cwd: request.workingDirectory,
    env: childEnvironment(request.home),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  trackGroup(child);
  const output = createOutputBuffer(request.maxOutputBytes);
  listen(child.stdout, 'stdout', output, request.onOutput);
  listen(child.stderr, 'stderr', output, request.onOutput);
  // A program that does not read its input closes the pipe under us; that is its right.
  child.stdin.on('error', () => undefined).end(request.input);

  const end = await untilEnd(child, request);
  return {
    end,
    exitCode: child.exitCode,
    stdout: output.text('stdout'),
    stderr: output.text('stderr'),
    totalBytes: output.total(),
    keptBytes: output.kept(),
    durationMs: Math.round(performance.now() - startedAt),
  };
}

async function untilEnd(child: ChildProcess, { timeoutMs, signal }: ProcessRequest): Promise<ProcessEnd> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const stopNow = (): void => {
    killGroup(child);
    // A process that left the group could hold the pipes open for ever.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  child.once('exit', () => killGroup(child));
  stop.addEventListener('abort', stopNow, { once: true });
  if (stop.aborted) stopNow();
  try {
    await once(child, 'close');
  } catch {
    throw new ToolRefusal('The program could not be started.');
  } finally {
    stop.removeEventListener('abort', stopNow);
  }
  if (signal.aborted) return 'cancelled';
  return stop.aborted ? 'timed_out' : 'exited';
}

function listen(
  stream: NodeJS.ReadableStream,
  name: OutputStream,
  output: OutputBuffer,
  onOutput: (text: string) => void,
): void {
  const decoder = new TextDecoder();
  stream.on('data', (chunk: Buffer) => {
    output.add(name, chunk);
    onOutput(decoder.decode(chunk, { stream: true }));
  });
}
