import type { ChildProcess } from 'node:child_process';

const running = new Set<number>();

/** Remembers the leader of a process group (a child started with `detached`), so that it dies with us. */
export function trackGroup(child: ChildProcess): void {
  if (child.pid !== undefined) running.add(child.pid);
}

/** How many groups are running. */
export function countGroups(): number {
  return running.size;
}

/**
 * Kills a child and all it started, at once.
 *
 * A process that has left the group (`setsid`) escapes; only a container would hold it.
 */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  running.delete(child.pid);
  kill(child.pid);
}

/** Kills every group that is still running. For the very end: it is synchronous and never throws. */
export function killAllGroups(): void {
  for (const pid of running) kill(pid);
  running.clear();
}

function kill(pid: number): void {
  try {
    // A negative number means the group; Windows has none, there the child alone has to do.
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // All of the group has ended by itself.
  }
}
