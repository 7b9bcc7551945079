import type { Client } from '../../../shared/api/client.ts';
import { everyProject, type Grant } from '../../../shared/people/grant.ts';
import { may } from '../../../shared/people/roles.ts';
import { readPages } from '../../api/read-pages.ts';

const mostPages = 10;

/** Names of people by their ids, for whoever may see them; nobody's for all others. */
export async function readNames(
  client: Pick<Client, 'listPeople'>,
  grants: readonly Grant[],
): Promise<ReadonlyMap<string, string>> {
  if (!may(grants, 'people.read', everyProject)) return new Map();
  const pages = await readPages((ask) => client.listPeople(ask), mostPages);
  return new Map(pages.flatMap(({ people }) => people.map(({ id, name }) => [id, name] as const)));
}
