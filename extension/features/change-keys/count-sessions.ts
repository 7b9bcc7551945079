import type { Client } from '../../../shared/api/client.ts';
import { readPages } from '../../api/read-pages.ts';

const mostPages = 10; // Of 100 open sessions.

/** How many sessions of these keys are open, of the newest 1,000 of the project; `null` where that cannot be told. */
export async function countSessions(
  client: Pick<Client, 'listProjectSessions'>,
  ids: ReadonlySet<string>,
): Promise<number | null> {
  const open = (page: { limit: string; cursor?: string }) =>
    client.listProjectSessions({ ...page, state: 'open' });
  return readPages(open, mostPages).then(
    (pages) => pages.flatMap(({ sessions }) => sessions).filter(({ keyId }) => ids.has(keyId)).length,
    () => null,
  );
}
