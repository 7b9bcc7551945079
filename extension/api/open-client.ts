import { createClient, type ClientOf } from '../../shared/api/client.ts';
import { readDeployment } from '../../shared/api/operations/read-deployment.ts';
import { listSessions } from '../../shared/api/operations/key-sessions.ts';
import {
  createKey,
  deleteKey,
  disableKey,
  enableKey,
  listKeys,
  revealKey,
} from '../../shared/api/operations/keys.ts';
import { listSiteRules } from '../../shared/api/operations/site-rules.ts';
import { testKey } from '../../shared/api/operations/test-key.ts';
import { createTicket, listTickets, revealTicket } from '../../shared/api/operations/tickets.ts';
import type { Connection } from './connection.ts';
import { createSend, type ClientDeps } from './create-send.ts';

/**
 * The part of the API that the popup works with, one by one: whole groups of operations, and all that those are made
 * of, would weigh on its first paint.
 */
const keyWork = {
  readDeployment,
  listKeys,
  createKey,
  revealKey,
  enableKey,
  disableKey,
  deleteKey,
  listSessions,
  listSiteRules,
  listTickets,
  createTicket,
  revealTicket,
  testKey,
};
export type KeyClient = ClientOf<typeof keyWork>;

/** What is done with keys at the Worker at `connection`. Each call rejects with an `ApiError`. */
export function openClient(connection: Connection, deps: ClientDeps): KeyClient {
  return createClient(keyWork, createSend(connection, deps), () => crypto.randomUUID());
}
