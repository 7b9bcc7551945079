import type { Result } from '../../shared/result.ts';
import { readPage, type ListScope, type PageAsk } from '../http/cursor.ts';
import { orThrow } from '../http/problem.ts';
import { askDirectory } from './ask-directory.ts';
import type { Directory } from './directory.ts';

/** A page of what the directory lists in the order of its ids. Throws `invalid_cursor`, `directory_unavailable`. */
export function readPageById<Row extends { readonly id: string }>(
  ask: PageAsk,
  scope: Omit<ListScope, 'project'>,
  env: Env,
  read: (directory: DurableObjectStub<Directory>, last: string, most: number) => Promise<Result<Row[]>>,
) {
  return readPage<Row>(ask, { ...scope, project: '' }, env, {
    read: async (last, most) =>
      orThrow(await askDirectory(env, (directory) => read(directory, String(last?.[0] ?? ''), most))),
    positionOf: ({ id }) => [id],
  });
}
