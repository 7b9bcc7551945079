import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { SessionView } from '../../../shared/session/session.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export const sessionStates = ['open', 'ended'] as const;

export interface WatchSessionsDeps {
  readonly client: Pick<Client, 'listProjectSessions' | 'endSession' | 'endAllSessions'>;
  /** Only of this key; left out: of all. */
  readonly key?: string;
  readonly say: Say;
}

export type WatchSessionsModel = ReturnType<typeof createWatchSessionsModel>;

/** The newest sessions, as they are now, and the way to end them. */
export function createWatchSessionsModel({ client, key, say }: WatchSessionsDeps) {
  const state = signal<(typeof sessionStates)[number]>('open');
  const remote = createRemote(async () => {
    const asked = { state: state.value, limit: '100', ...(key !== undefined && { key }) };
    return (await client.listProjectSessions(asked)).sessions;
  }, say);

  return {
    state,
    remote,
    pick(next: (typeof sessionStates)[number]) {
      state.value = next;
      return remote.read();
    },
    /** Reads anew, unless the last time failed: then a person says when. */
    refresh: async () => remote.failure.value === null && remote.read(),
    end: ({ id }: SessionView) => remote.attempt(() => client.endSession({ id }), 'saidSessionEnded'),
    /** Ends every open session that is listed, key by key. */
    async endAll() {
      const keys = new Set((remote.value.value ?? []).map(({ keyId }) => keyId));
      await remote.attempt(
        () => Promise.all([...keys].map((id) => client.endAllSessions({ id }))),
        'saidSessionEnded',
      );
    },
  };
}
