import { readCredential } from '../../shared/credential/credential.ts';
import { Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Principal } from './principal.ts';
import { digest, isSameDigest } from '../secrets/verifier.ts';

/**
 * Who is calling the management API; throws `authentication_required` for anybody but the holder of the
 * console token. Digests are compared, not tokens: equal lengths, and no timing to learn from.
 */
export async function checkConsoleToken(
  request: Request,
  expected: string,
  keys: Keyring,
): Promise<Principal> {
  const sent = /^Bearer ([\w-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  if (readCredential('consoleToken', expected) === null) throw new Problem('not_configured');
  if (readCredential('consoleToken', sent) === null) throw new Problem('authentication_required');
  const [left, right] = await Promise.all([digest(sent, keys), digest(expected, keys)]);
  if (!isSameDigest(left, right)) throw new Problem('authentication_required');
  return {
    actor: 'console',
    device: null,
    kind: 'token',
    grants: [{ role: 'owner', project: '*' }],
    actions: null,
    signedInAt: null,
  };
}
