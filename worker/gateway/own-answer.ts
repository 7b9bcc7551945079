import { withData, type ServerEvent } from '../../shared/mcp/event-stream.ts';
import { ownMessage, type IsListed } from '../../shared/mcp/listing.ts';
import { isListed } from '../../shared/policy/evaluate.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { createShelf } from '../policies/shelf.ts';
import { changeEvents } from './change-events.ts';

const largestAnswer = 4 * 1024 * 1024;

/** What a client under this policy version may see listed. Throws `gate_unavailable` where the version is not known. */
export async function listedUnder(ref: PolicyRef, { SHELF }: Pick<Env, 'SHELF'>): Promise<IsListed> {
  const shelf = createShelf(SHELF);
  await shelf.load(ref);
  const policy = shelf.get(ref);
  if (policy === undefined) throw new Problem('gate_unavailable');
  return (kind, name) => isListed(policy, kind, name);
}

/** One event as the client may see it; `null` where that cannot be said. */
export function ownEvent(event: ServerEvent, isSeen: IsListed): string | null {
  if (event.name !== 'message' || event.data === '') return event.raw; // No message: clients pass over it.
  const own = ownMessage(event.data, isSeen);
  return own === null || own === event.data ? own && event.raw : withData(event, own);
}

/** The stream as the client may see it. */
export function ownStream(source: ReadableStream<Uint8Array>, isSeen: IsListed): ReadableStream<Uint8Array> {
  return changeEvents(source, (event) => ownEvent(event, isSeen));
}

/** The body of an answer as the client may see it. Throws `upstream_invalid` where that cannot be said. */
export async function ownBody(body: ReadableStream<Uint8Array> | null, isSeen: IsListed): Promise<string> {
  const bytes = await readBytes(body, largestAnswer).catch(() => null);
  const own = bytes && ownMessage(new TextDecoder().decode(bytes), isSeen);
  if (own === null) throw new Problem('upstream_invalid');
  return own;
}
