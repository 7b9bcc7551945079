import type { Client } from '../../shared/api/client.ts';
import { checkCredential } from './check-credential.ts';

/** The secret of a key, and nothing else (see `checkCredential`). Rejects with an `ApiError`. */
export async function revealSecret(client: Pick<Client, 'revealKey'>, keyId: string): Promise<string> {
  const { secret } = await client.revealKey({ id: keyId });
  return checkCredential('apiKey', secret);
}
