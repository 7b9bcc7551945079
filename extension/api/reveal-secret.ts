import type { Client } from '../../shared/api/client.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import { partsOf } from '../../shared/credential/shape.ts';

/**
 * The secret of a key.
 *
 * Some snippets are pasted into a shell, so nothing that is not exactly a key passes. Rejects with an `ApiError`.
 */
export async function revealSecret(client: Pick<Client, 'revealKey'>, keyId: string): Promise<string> {
  const { secret } = await client.revealKey({ id: keyId });
  if (partsOf('apiKey', secret) === null) throw new ApiError('internal');
  return secret;
}
