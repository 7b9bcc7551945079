import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes, secretPattern } from '../../shared/ids.ts';
import { Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { isOurs } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';

/** A credential that this deployment may have issued; only its gate knows whether it did. */
export interface Presented {
  readonly keyId: string;
  readonly digest: Uint8Array;
}

/**
 * The key that a request carries, read without touching storage.
 *
 * Throws `missing_key`, `invalid_key` (malformed, mistyped, forged, or another kind of credential: all alike),
 * `key_in_url` and `ambiguous_credentials`.
 */
export async function readPresented(request: Request, keys: Keyring): Promise<Presented> {
  if (namesSecret(request.url)) throw new Problem('key_in_url');
  const header = request.headers.get('authorization');
  if (header === null || header === '') throw new Problem('missing_key');
  // Repeated headers arrive joined by a comma: no single credential, so nothing is looked up.
  if (header.includes(',')) throw new Problem('ambiguous_credentials');
  const token = /^Bearer ([\w-]{1,128})$/i.exec(header)?.[1] ?? '';
  const credential = readCredential('apiKey', token);
  if (credential === null || !(await isOurs(credential, keys))) throw new Problem('invalid_key');
  return { keyId: prefixes.key + credential.publicId, digest: await digest(token, keys) };
}

/** Percent-encoding does not hide a secret from the logs that a URL ends up in, so it must not hide it from us. */
function namesSecret(url: string): boolean {
  return url.search(secretPattern) >= 0 || decoded(url).search(secretPattern) >= 0;
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url; // Not decodable: what stands there was looked at already.
  }
}
