import { refuse, type Result } from '../../shared/result.ts';
import { log } from '../log.ts';
import type { Directory } from './directory.ts';

/** Asks the directory. Whatever goes wrong on the way is `directory_unavailable`, never a yes. */
export async function askDirectory<T>(
  env: Env,
  ask: (directory: DurableObjectStub<Directory>) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await ask(env.DIRECTORY.getByName('directory'));
  } catch (error) {
    log({ event: 'directory_unavailable', error });
    return refuse('directory_unavailable');
  }
}
