import * as v from 'valibot';

import { decodeBase64Url, encodeBase64Url } from '../secrets/base64url.ts';
import { keyring, type Keyring, type RootSecrets } from '../secrets/keyring.ts';
import { aboutParts } from '../secrets/seal.ts';
import { isSameDigest } from '../secrets/verifier.ts';
import { Problem } from './problem.ts';

/** Where a page ended: what its last row is sorted by, with something unique at the end. */
const positionSchema = v.pipe(v.array(v.union([v.string(), v.number(), v.null()])), v.maxLength(8));
export type Position = v.InferOutput<typeof positionSchema>;

/** Which list a cursor belongs to. On any other it is refused, since it would skip or repeat rows there. */
export interface ListScope {
  /** `keys`, `policies`, …: each list has a name of its own. */
  readonly list: string;
  /** `prj_…` */
  readonly project: string;
  /** Everything that decides which rows there are, and in which order. `undefined` is as good as left out. */
  readonly filter?: Readonly<Record<string, unknown>>;
}

export interface PageAsk {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const macBytes = 16;

/**
 * One page of a list, by keyset: `read` gives up to `most` rows that come after `last` (`null`: from the start),
 * and `positionOf` says where a row stands. One row more than asked for is read, to know whether there is a next page.
 *
 * Rows that stay in the list while it is walked come exactly once, whatever is inserted or deleted meanwhile. Throws
 * `invalid_cursor`; otherwise rejects as `read` does.
 */
export async function readPage<Row>(
  { limit, cursor }: PageAsk,
  scope: ListScope,
  env: RootSecrets,
  { read, endOf, positionOf }: PageReader<Row>,
): Promise<{ rows: Row[]; next: string | null }> {
  const start = cursor === undefined ? null : await openCursor(cursor, scope, env);
  const rows = await read(start, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const end = rows.length > limit && last ? positionOf(last) : ((await endOf?.(start)) ?? null);
  return { rows: page, next: end && (await signCursor(end, scope, env)) };
}

export interface PageReader<Row> {
  readonly read: (last: Position | null, most: number) => Promise<readonly Row[]>;
  /**
   * Where `read` stopped looking, if that was before the list's end; only for one that does. Such a page is shorter
   * than asked for, or empty, and still has a next one.
   */
  readonly endOf?: (last: Position | null) => Promise<Position | null>;
  readonly positionOf: (row: Row) => Position;
}

/** The position and the first half of its HMAC-SHA-256, in URL-safe base64. Tells nothing that the page did not. */
export async function signCursor(last: Position, scope: ListScope, env: RootSecrets): Promise<string> {
  const text = JSON.stringify(last);
  const mac = await macOf(text, scope, await keyring(env));
  return encodeBase64Url(new Uint8Array([...mac, ...new TextEncoder().encode(text)]));
}

/** The position that `signCursor` put in, for the same scope. Throws `invalid_cursor`. */
export async function openCursor(sent: string, scope: ListScope, env: RootSecrets): Promise<Position> {
  const bytes = bytesOf(sent);
  const text = new TextDecoder().decode(bytes.slice(macBytes));
  if (!isSameDigest(bytes.slice(0, macBytes), await macOf(text, scope, await keyring(env))))
    throw new Problem('invalid_cursor');
  return v.parse(positionSchema, JSON.parse(text)); // Signed by us, so it is what we wrote.
}

function bytesOf(sent: string): Uint8Array {
  try {
    return decodeBase64Url(sent);
  } catch {
    throw new Problem('invalid_cursor');
  }
}

async function macOf(
  text: string,
  { list, project, filter = {} }: ListScope,
  { cursor }: Pick<Keyring, 'cursor'>,
) {
  const about = aboutParts('keyharbor', 'v1', 'cursor', list, project, sorted(filter), text);
  return new Uint8Array(await crypto.subtle.sign('HMAC', cursor, about)).slice(0, macBytes);
}

/** The same text for the same filter, in whatever order its fields came. */
function sorted(filter: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
