import type { PolicyRef } from '../../shared/key/key.ts';
import type { By } from '../audit/entry.ts';
import { inParallel } from '../in-parallel.ts';
import { askGate } from '../keys/ask-gate.ts';
import { keysBehind } from './keys-behind.ts';

/** Gates told in one request or run, and at the same time. */
const most = 200;
const atOnce = 10;

/**
 * Tells keys that have an earlier version of a policy of this one, up to 200 of them. Deleted meanwhile is as good as
 * told; `missed` could not be. Rejects where D1 cannot be reached.
 */
export async function tellKeys(
  ref: PolicyRef,
  by: By,
  env: Env,
): Promise<{ updated: number; missed: number }> {
  const keys = await keysBehind(env.RECORD, ref, most);
  const count = { updated: 0, missed: 0 };
  await inParallel(atOnce, keys, async (key) => {
    const told = await askGate(key, env, (gate) => gate.assign(ref, false, by));
    if (told.ok) count.updated += 1;
    else if (told.code !== 'key_deleted') count.missed += 1;
  });
  return count;
}
