import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

import { errorCode, ToolRefusal } from '../tool-refusal.ts';

const outside = 'That path leads out of the working folder of this session.';

/**
 * The real place of `local`, which may or may not exist yet, if that is inside `folder`.
 *
 * Symbolic links are followed first, so one that points out of the folder is refused like `..` is, and one that
 * points nowhere is too. This keeps a caller's files in order; it does not hold a hostile command, which could
 * swap a folder for a link between this look and the use, and could as well open the other file itself.
 *
 * Throws a `ToolRefusal` for what is outside.
 */
export async function confine(folder: string, local: string): Promise<string> {
  refuseOutside(folder, local);
  const real = await realPlace(local);
  refuseOutside(folder, real);
  return real;
}

/**
 * As `confine`, but for what is to be moved or deleted: a link there is itself meant, not what it points to.
 *
 * Throws a `ToolRefusal` for what is outside and for the folder itself.
 */
export async function confineEntry(folder: string, local: string): Promise<string> {
  refuseOutside(folder, local);
  if (relative(folder, local) === '') throw new ToolRefusal('The working folder itself has to stay.');
  return join(await confine(folder, dirname(local)), basename(local));
}

function refuseOutside(folder: string, path: string): void {
  const inside = relative(folder, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw new ToolRefusal(outside);
}

async function realPlace(path: string): Promise<string> {
  if (path.includes('\0')) throw new ToolRefusal('A path cannot hold a null character.');
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  // To write through a link that points nowhere would create the file it points to.
  if (await exists(path)) throw new ToolRefusal('That path is a symbolic link to nothing.');
  return join(await realPlace(dirname(path)), basename(path));
}

/** Whether there is anything at `path`, a link that points nowhere included. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
}
