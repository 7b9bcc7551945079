import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

import { ToolRefusal } from '../tool-refusal.ts';

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

const modes = {
  read: O_RDONLY,
  replace: O_WRONLY | O_CREAT | O_TRUNC,
  append: O_WRONLY | O_CREAT | O_APPEND,
} as const;

/**
 * Opens a regular file at a place that `confine` gave, and closes it after `use`.
 *
 * Throws a `ToolRefusal` for anything but a regular file: a named pipe would be waited for, for ever. A link
 * that took the file's place since is not followed.
 */
export async function withFile<Result>(
  path: string,
  mode: keyof typeof modes,
  use: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, modes[mode] | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new ToolRefusal('That is not a regular file.');
    return await use(file);
  } finally {
    await file.close();
  }
}
