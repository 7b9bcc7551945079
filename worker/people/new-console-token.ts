import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import { keyring } from '../secrets/keyring.ts';
import { mintCredential } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';

/** A value for a new console token, with the id that it names and the digest that verifies it. */
export async function newConsoleToken(env: Env): Promise<{ id: string; secret: string; hash: Uint8Array }> {
  const keys = await keyring(env);
  const secret = await mintCredential('consoleToken', keys);
  const publicId = readCredential('consoleToken', secret)?.publicId ?? '';
  return { id: prefixes.tokenId + publicId, secret, hash: await digest(secret, keys) };
}
