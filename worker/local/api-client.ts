import { contract } from '../../shared/api/contract.ts';
import { createClient, type Client } from '../../shared/api/client.ts';

export { ApiError } from '../../shared/api/api-error.ts';
export type { Client } from '../../shared/api/client.ts';

/**
 * The management API at `url`, for scripts in Node and browsers; exported as `keyharbor/client`. `token`: a console token,
 * `khp_…`. Each call rejects with an `ApiError`.
 */
export function createApiClient(url: string, token: string): Client {
  return createClient(
    contract,
    async ({ method, path, headers, body }) => {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { ...headers, authorization: `Bearer ${token}` },
        ...(body !== null && { body }),
      });
      return { status: response.status, text: await response.text() };
    },
    () => crypto.randomUUID(),
  );
}
