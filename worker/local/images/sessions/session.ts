import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What belongs to one caller of one image, and goes when the session ends. */
export interface Session {
  /** Its scratch folder: absolute, without symbolic links. */
  readonly folder: string;
  /** Has `close` called when the session ends, before the folder goes. A `close` that rejects is ignored. */
  atEnd(close: () => Promise<void>): void;
  /** Ends the session. Rejects where the folder cannot be removed. */
  end(): Promise<void>;
}

/**
 * Opens a session with an empty scratch folder below `root`, in which `home` (relative) exists.
 *
 * The folder's name is random and says nothing of the session's key: it shows in `pwd`, in messages of tools
 * and in paths of sockets, which must stay short.
 */
export async function openSession(root: string, home: string): Promise<Session> {
  const folder = await mkdtemp(join(root, 's-'));
  await mkdir(join(folder, home), { recursive: true });
  const closers: (() => Promise<void>)[] = [];

  return {
    folder,
    atEnd(close) {
      closers.push(close);
    },
    async end() {
      await Promise.allSettled(closers.map((close) => close()));
      // Killed commands may still be letting go of their files.
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
