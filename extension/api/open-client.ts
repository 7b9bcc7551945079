import { createClient, type ClientOf, type Send } from '../../shared/api/client.ts';
import { deploymentOperations } from '../../shared/api/operations/deployment.ts';
import { keyOperations } from '../../shared/api/operations/keys.ts';
import { policyOperations } from '../../shared/api/operations/policies.ts';
import { siteRuleOperations } from '../../shared/api/operations/site-rules.ts';
import { ticketOperations } from '../../shared/api/operations/tickets.ts';
import type { Connection } from './connection.ts';

const patience = 10_000; // Milliseconds until an answer counts as none.

export interface ClientDeps {
  readonly fetch: typeof globalThis.fetch;
  /** Called when the Worker refuses the token. */
  readonly signedOut?: () => void;
}

/** The part of the API that the popup works with: the rest of the contract must not weigh on its first paint. */
const keyWork = {
  ...deploymentOperations,
  ...keyOperations,
  ...policyOperations,
  ...siteRuleOperations,
  ...ticketOperations,
};
export type KeyClient = ClientOf<typeof keyWork>;

/** What is done with keys at the Worker at `connection`. Each call rejects with an `ApiError`. */
export function openClient(connection: Connection, deps: ClientDeps): KeyClient {
  return createClient(keyWork, createSend(connection, deps), () => crypto.randomUUID());
}

function createSend({ address, token }: Connection, { fetch, signedOut }: ClientDeps): Send {
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
