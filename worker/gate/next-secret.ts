import { maskCredential } from '../../shared/credential/credential.ts';
import { keyring } from '../secrets/keyring.ts';
import { remintSecret } from '../secrets/mint.ts';
import { seal } from '../secrets/seal.ts';
import { digest } from '../secrets/verifier.ts';
import type { KeyRecord, NewSecret } from './state.ts';

/** A new secret for `key`, and what its gate keeps of it: under the same public id, so that it finds the same gate. */
export async function nextSecret(
  { id, projectId, showOnce, secretRev }: KeyRecord,
  previousUntil: number | null,
  env: Env,
): Promise<{ readonly secret: string; readonly kept: NewSecret }> {
  const keys = await keyring(env);
  const secret = remintSecret(id);
  const owner = { projectId, keyId: id, secretRev: secretRev + 1 };
  const sealed = showOnce ? null : await seal(secret, owner, keys);
  const kept = {
    masked: maskCredential(secret),
    verifier: await digest(secret, keys),
    sealed,
    previousUntil,
  };
  return { secret, kept };
}
