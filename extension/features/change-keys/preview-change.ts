import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { readPages } from '../../api/read-pages.ts';
import type { KeysAsked } from '../browse-keys/key-question.ts';
import type { Scope } from './run-steps.ts';
import type { SelectKeysModel } from './select-keys-model.ts';

/** What a run would be about. */
export interface Preview {
  readonly scope: Scope;
  readonly total: number;
  /** Whether `total` is all of them, and not "at least". */
  readonly isExact: boolean;
  /** The first of them. */
  readonly keys: readonly KeyView[];
  readonly openSessions: number | 'counting' | null;
}

/** Looks what the chosen keys are. Rejects with an `ApiError`. */
export async function previewChange(
  client: Pick<Client, 'previewBulk'>,
  select: SelectKeysModel,
  filter: KeysAsked,
): Promise<Preview> {
  if (!select.isEverything.value) {
    const keys = select.keys.value;
    const scope = { ids: keys.map(({ id }) => id) };
    return { scope, total: keys.length, isExact: true, keys, openSessions: 'counting' };
  }
  const { total, keys, token } = await client.previewBulk({ filter });
  const scope = { filter, token };
  return { scope, total: total.count, isExact: total.exact, keys, openSessions: 'counting' };
}

const mostPages = 10; // Of 100 keys.

/**
 * The keys of a preview before anything is done to them: all that are named, or the first 1,000 that fit a filter.
 * Never rejects: without, they cannot be told by name, nor changed back.
 */
export async function keysBefore(
  client: Pick<Client, 'listKeys'>,
  { scope, total, keys }: Preview,
): Promise<readonly KeyView[]> {
  if ('ids' in scope || keys.length === total) return keys;
  const list = (page: object) => client.listKeys({ ...scope.filter, ...page });
  const pages = await readPages(list, mostPages).catch(() => [{ keys }]);
  return pages.flatMap((page) => page.keys);
}
