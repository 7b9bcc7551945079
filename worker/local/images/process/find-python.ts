import { runProcess } from './run-process.ts';

const probeTimeoutMs = 10_000;

/** Whether `python3` runs here, tried the way `run_code` runs it: a stub or shim that only exists will not do. */
export async function findPython(folder: string): Promise<boolean> {
  const attempt = runProcess({
    command: ['python3', '-c', 'pass'],
    workingDirectory: folder,
    home: folder,
    timeoutMs: probeTimeoutMs,
    maxOutputBytes: 0,
    signal: new AbortController().signal,
    onOutput: () => undefined,
  });
  return attempt.then(
    ({ exitCode }) => exitCode === 0,
    () => false, // There is no python3 to start.
  );
}
