import type { Client } from '../../shared/api/client.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { readCredential } from '../../shared/credential/credential.ts';

/**
 * The secret of a key.
 *
 * Some snippets are pasted into a shell, so nothing that is not exactly a key passes. Rejects with an `ApiError`.
 */
export async function revealSecret(client: Pick<Client, 'revealKey'>, keyId: string): Promise<string> {
  const { secret } = await client.revealKey({ id: keyId });
  if (readCredential('apiKey', secret) === null) throw new ApiError('internal');
  return secret;
}
