import { withData, type ServerEvent } from '../../shared/mcp/event-stream.ts';
import { ownMessage, type IsListed } from '../../shared/mcp/listing.ts';
import { isListed } from '../../shared/policy/evaluate.ts';
import type { PinPlace } from '../gate/pins.ts';
import { Problem } from '../http/problem.ts';
import { createShelf } from '../policies/shelf.ts';
import { pinTools } from './pin-tools.ts';

/** What a client may see of a message, by what the message itself says. */
export type Sight = (text: string) => Promise<IsListed>;

/**
 * What a client under this policy version may see listed: what it may use, and of that no tool that has changed where
 * the policy forbids those. Throws `gate_unavailable` where the version is not known.
 */
export async function listedUnder(keyId: string, place: PinPlace, env: Env): Promise<Sight> {
  const { policy: ref } = place;
  const shelf = createShelf(env.SHELF);
  await shelf.load(ref);
  const policy = shelf.get(ref);
  if (policy === undefined) throw new Problem('gate_unavailable');
  const pin = pinTools(keyId, place, env);
  return async (text) => {
    const changed = await pin(text);
    return (kind, name) => isListed(policy, kind, name) && !(kind === 'tool' && changed.has(name));
  };
}

/** One event as the client may see it; `null` where that cannot be said. */
export async function ownEvent(event: ServerEvent, sight: Sight): Promise<string | null> {
  if (event.name !== 'message' || event.data === '') return event.raw; // No message: clients pass over it.
  const own = ownMessage(event.data, await sight(event.data));
  return own === null || own === event.data ? own && event.raw : withData(event, own);
}

/** An answer in one piece as the client may see it. Throws `upstream_invalid` where that cannot be said. */
export async function ownText(text: string, sight: Sight): Promise<string> {
  const own = ownMessage(text, await sight(text));
  if (own === null) throw new Problem('upstream_invalid');
  return own;
}
