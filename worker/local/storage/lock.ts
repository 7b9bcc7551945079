import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Failure } from '../failure.ts';

/** The exclusive right to a folder, until released or until this process ends, however it ends. */
export interface Lock {
  release(): void;
}

/**
 * Takes the folder, or fails where another process has it.
 *
 * An exclusive SQLite transaction does it: the system itself frees the lock of a process that died, so no stale
 * lock file ever keeps anyone out.
 */
export function lockFolder(folder: string): Lock {
  const file = open(join(folder, 'lock.db'), folder);
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    const isTaken = error instanceof Error && error.message.includes('locked');
    if (!isTaken) throw broken(folder);
    throw new Failure(
      `Keyharbor already runs on ${folder}. Stop it first, or choose another folder with --storage.`,
    );
  }
  return { release: () => file.close() };
}

function open(path: string, folder: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch {
    throw broken(folder);
  }
}

function broken(folder: string): Failure {
  return new Failure(
    `The storage folder ${folder} is damaged or not writable. Start with --fresh to begin with an empty one.`,
  );
}
