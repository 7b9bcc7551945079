import { credentialKinds, lengths } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import { Problem } from '../http/problem.ts';
import { keyring } from '../secrets/keyring.ts';
import { isOurs } from '../secrets/mint.ts';

/**
 * The gate of the key called `id`.
 *
 * Throws `key_not_found` for ids that this deployment never made, before a gate is touched: naming a Durable
 * Object creates it.
 */
export async function gateOf(id: string, env: Env) {
  const publicId = id.slice(prefixes.key.length);
  const parts = { random: publicId.slice(0, lengths.random), tag: publicId.slice(lengths.random) };
  const [kind] = credentialKinds;
  if (!(await isOurs({ kind, publicId, ...parts }, await keyring(env)))) throw new Problem('key_not_found');
  return env.GATE.getByName(id);
}
