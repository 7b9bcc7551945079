import type { Send } from '../../shared/api/client.ts';
import type { Connection } from './connection.ts';

const patience = 10_000; // Milliseconds until an answer counts as none.

export interface ClientDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Called when the Worker refuses the token. */
  readonly signedOut?: () => void;
}

/** How a client's requests reach the Worker at an address, with the token that opens it. */
export function createSend({ address, token }: Connection, { fetch, signedOut }: ClientDeps): Send {
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(address + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body !== null && { body }),
      cache: 'no-store', // Some answers hold a key's value, and the HTTP cache is on disk.
      credentials: 'omit',
      redirect: 'error', // The token goes where the person said, nowhere else.
      referrerPolicy: 'no-referrer',
      keepalive: method !== 'GET', // A change that was asked for outlives a popup that closes.
      signal: AbortSignal.timeout(patience),
    });
    if (answer.status === 401) signedOut?.();
    return { status: answer.status, text: await answer.text() };
  };
}
