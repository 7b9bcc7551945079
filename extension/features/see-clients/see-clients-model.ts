import type { Client } from '../../../shared/api/client.ts';
import type { SessionView } from '../../../shared/session/session.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

const mostPages = 3; // Of 100 sessions: what was long ago tells little of who uses it.

/** A client that used a key for an image, by the name that it gave itself. */
export interface SeenClient {
  readonly client: string;
  readonly image: string;
  readonly sessions: number;
  readonly calls: number;
  /** Unix milliseconds. */
  readonly lastAt: number;
}

export interface SeeClientsDeps {
  readonly client: Pick<Client, 'listProjectSessions'>;
  /** The id of the key. */
  readonly id: string;
  readonly say: Say;
}

/** Who used a key, of its newest 300 sessions: clients, without the addresses that they called from. */
export function createSeeClientsModel({ client, id, say }: SeeClientsDeps) {
  const read = (page: { limit: string; cursor?: string }) => client.listProjectSessions({ ...page, key: id });
  return createRemote(
    async () => clientsIn((await readPages(read, mostPages)).flatMap(({ sessions }) => sessions)),
    say,
  );
}

/** Those that were there last come first. */
function clientsIn(sessions: readonly SessionView[]): readonly SeenClient[] {
  const seen = new Map<string, SeenClient>();
  for (const { client, image, calls, activeAt } of sessions) {
    const name = JSON.stringify([client, image]);
    const before = seen.get(name) ?? { client, image, sessions: 0, calls: 0, lastAt: 0 };
    seen.set(name, {
      ...before,
      sessions: before.sessions + 1,
      calls: before.calls + calls,
      lastAt: Math.max(before.lastAt, activeAt),
    });
  }
  return [...seen.values()].toSorted((one, other) => other.lastAt - one.lastAt);
}
