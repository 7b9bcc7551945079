import { signal } from '@preact/signals';

import type { Access } from '../../api/access.ts';
import type { Connection, Ending } from '../../api/connection.ts';
import type { DeviceKey } from '../../platform/device-key.ts';
import type { Stored } from '../../platform/stored.ts';
import type { Waiting } from '../pair-browser/waiting.ts';

interface Unpaired {
  readonly kind: 'unpaired';
  /** Of the Worker that this browser was paired with before, and why it is no more; `null`: never. */
  readonly address: string | null;
  readonly ended: Ending | null;
  /** Somebody has still to approve it. */
  readonly isWaiting: boolean;
}

export type ConnectionState<Work> =
  | { readonly kind: 'starting' }
  | Unpaired
  | { readonly kind: 'connected'; readonly connection: Connection; readonly work: Work };

export interface StayConnectedDeps<Work> {
  readonly connection: Stored<Connection>;
  readonly waiting: Pick<Stored<Waiting>, 'read'>;
  readonly access: Pick<Stored<Access>, 'remove'>;
  readonly key: Pick<DeviceKey, 'remove'>;
  /** Starts what needs a connection. `lost` is to be called when the Worker no longer takes this browser for a device. */
  readonly open: (connection: Connection, lost: (why: Ending) => void) => Work;
  /** Erases what is kept about a Worker beside its connection. */
  readonly forget: () => Promise<void>;
  readonly now: () => number;
}

export type StayConnectedModel<Work> = ReturnType<typeof createStayConnectedModel<Work>>;

/** Whether this browser is paired, and the way out. The way in is `pair-browser`. */
export function createStayConnectedModel<Work>(deps: StayConnectedDeps<Work>) {
  const { connection: stored, waiting, access, key, open, forget, now } = deps;
  const state = signal<ConnectionState<Work>>({ kind: 'starting' });

  const enter = (connection: Connection) => {
    const lost = (why: Ending) => {
      // A late answer to an earlier device says nothing about this one.
      if (isAt(state.value, connection)) void leave({ ...connection, ended: why });
    };
    state.value = { kind: 'connected', connection, work: open(connection, lost) };
  };
  /** `last`: what is to be remembered of it; `null`: nothing. */
  const leave = async (last: Connection | null) => {
    state.value = unpaired(last, false);
    await Promise.all([key.remove(), access.remove(), forget()]);
    // Last: other pages look again when it changes, and must not find the rest.
    await (last ? stored.write(last) : stored.remove());
  };
  return {
    state,
    /** Takes up the stored connection. Also to be called when another page has changed it. */
    async start() {
      const connection = await stored.read();
      if (connection?.ended === null) {
        if (!isAt(state.value, connection)) enter(connection);
      } else {
        state.value = unpaired(connection, ((await waiting.read())?.endsAt ?? 0) > now());
      }
    },
    /** Forgets the Worker and the key, so that this browser is no device any more, whatever the Worker says. */
    disconnect: () => leave(null),
  };
}

function unpaired(last: Connection | null, isWaiting: boolean): Unpaired {
  return { kind: 'unpaired', address: last?.address ?? null, ended: last?.ended ?? null, isWaiting };
}

function isAt(state: ConnectionState<unknown>, { address, device }: Connection): boolean {
  return (
    state.kind === 'connected' && state.connection.address === address && state.connection.device === device
  );
}
