import { signal } from '@preact/signals';

import type { Connection } from '../../api/connection.ts';
import type { Failure } from '../../api/failure.ts';
import {
  createConnectGatewayModel,
  type ConnectGatewayModel,
} from '../connect-gateway/connect-gateway-model.ts';
import { restoreConnection, type KeptConnections } from './restore-connection.ts';

/** Where `npm start` runs the Worker. */
const localAddress = 'http://127.0.0.1:8787';

export type ConnectionState<Work> =
  | { readonly kind: 'starting' }
  | { readonly kind: 'asking'; readonly form: ConnectGatewayModel }
  | { readonly kind: 'connected'; readonly connection: Connection; readonly work: Work };

export interface StayConnectedDeps<Work> extends KeptConnections {
  readonly probe: (connection: Connection) => Promise<unknown>;
  /** Starts what needs a connection. `refused` is to be called when the Worker no longer takes the token. */
  readonly open: (connection: Connection, refused: () => void) => Work;
  /** Erases what is kept about a Worker beside its connection. */
  readonly forget: () => Promise<void>;
}

export type StayConnectedModel<Work> = ReturnType<typeof createStayConnectedModel<Work>>;

/** Whether this browser is connected, and the way in and out. The token is on disk only if it was remembered. */
export function createStayConnectedModel<Work>(deps: StayConnectedDeps<Work>) {
  const { session, remembered, probe, open, forget } = deps;
  const state = signal<ConnectionState<Work>>({ kind: 'starting' });

  const ask = (address: string, failure: Failure | null) => {
    state.value = {
      kind: 'asking',
      form: createConnectGatewayModel({ address, failure, probe, connect }),
    };
  };
  const enter = (connection: Connection) => {
    const refused = () => {
      // A late answer to an earlier token says nothing about this one.
      if (isAt(state.value, connection)) void leave('authentication_required');
    };
    state.value = { kind: 'connected', connection, work: open(connection, refused) };
  };
  const connect = async (connection: Connection, remember: boolean) => {
    await session.write(connection);
    await (remember ? remembered.write(connection) : remembered.remove());
    if (!isAt(state.value, connection)) enter(connection);
  };
  const leave = async (failure: Failure | null) => {
    const { value } = state;
    if (value.kind !== 'connected') return;
    ask(value.connection.address, failure);
    // Disk before memory: other pages look again when memory changes, and must not find it there.
    await Promise.all([remembered.remove(), forget()]);
    await session.remove();
  };
  return {
    state,
    /** Takes up the stored connection, or asks for one. Also to be called when another page has changed it. */
    async start() {
      const connection = await restoreConnection(deps);
      if (connection && !isAt(state.value, connection)) enter(connection);
      else if (!connection && state.value.kind !== 'asking') ask(addressOf(state.value), null);
    },
    disconnect: () => leave(null),
  };
}

function isAt(state: ConnectionState<unknown>, { address, token }: Connection): boolean {
  return (
    state.kind === 'connected' && state.connection.address === address && state.connection.token === token
  );
}

function addressOf(state: ConnectionState<unknown>): string {
  return state.kind === 'connected' ? state.connection.address : localAddress;
}
