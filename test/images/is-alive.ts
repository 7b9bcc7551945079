import { execFileSync } from 'node:child_process';

/** Whether a process runs. One that is dead but not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return state !== '' && !state.startsWith('Z');
  } catch {
    return false; // `ps` found no such process.
  }
}
