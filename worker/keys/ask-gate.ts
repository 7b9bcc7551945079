import { lengths } from '../../shared/credential/shape.ts';
import { prefixes } from '../../shared/ids.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { KeyGate } from '../gate/key-gate.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import { isOurs } from '../secrets/mint.ts';

/**
 * Asks the gate of the key called `id`.
 *
 * Ids that this deployment never made are `key_not_found` before a gate is touched: naming a Durable Object
 * creates it. A gate that fails is `gate_unavailable`: what was asked may or may not have happened.
 */
export async function askGate<T>(
  id: string,
  env: Env,
  ask: (gate: DurableObjectStub<KeyGate>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const publicId = id.slice(prefixes.key.length);
  const parts = { random: publicId.slice(0, lengths.random), tag: publicId.slice(lengths.random) };
  const key = { kind: 'apiKey', parent: '', publicId, ...parts } as const;
  if (!(await isOurs(key, await keyring(env)))) return refuse('key_not_found');
  try {
    return await ask(env.GATE.getByName(id));
  } catch (error) {
    log({ event: 'gate_unavailable', error });
    return refuse('gate_unavailable');
  }
}
