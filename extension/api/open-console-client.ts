import { createClient, type Client } from '../../shared/api/client.ts';
import { contract } from '../../shared/api/contract.ts';
import type { Connection } from './connection.ts';
import { createSend, type ClientDeps } from './create-send.ts';

/** The whole API of the Worker at `connection`, for the console. Each call rejects with an `ApiError`. */
export function openConsoleClient(connection: Connection, deps: ClientDeps): Client {
  return createClient(contract, createSend(connection, deps), () => crypto.randomUUID());
}
