import type { Context } from '../context.ts';
import { orThrow } from '../http/problem.ts';
import { askDirectory } from './ask-directory.ts';

/**
 * Counts a look at a secret, or a ticket that is made: `REVEALS_PER_HOUR` for each device, or else each token. Exact
 * however many ask at once. Throws `reveal_limit`, `directory_unavailable`.
 */
export async function countLook({
  env,
  actor,
  device,
}: Pick<Context, 'env' | 'actor' | 'device'>): Promise<void> {
  const most = Number(env.REVEALS_PER_HOUR);
  orThrow(await askDirectory(env, (directory) => directory.spendLook(device ?? actor, most)));
}
