import type { Client } from '../../../shared/api/client.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export interface PageSessionsDeps {
  readonly client: Pick<Client, 'listPageSessions' | 'endPageSession'>;
  readonly say: Say;
}

export type PageSessionsModel = ReturnType<typeof createPageSessionsModel>;

/** In which browsers one is signed in on the Worker's pages. */
export function createPageSessionsModel({ client, say }: PageSessionsDeps) {
  const remote = createRemote(async () => (await client.listPageSessions({})).pageSessions, say);
  return {
    remote,
    /** At once, and for good: whoever sits there signs in again. */
    end: (id: string) => remote.attempt(() => client.endPageSession({ id }), 'saidPageSessionEnded'),
  };
}
