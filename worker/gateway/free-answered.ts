import { mayMatter } from '../../shared/mcp/belonging.ts';
import type { MessageId } from '../../shared/mcp/envelope.ts';
import { member } from '../../shared/mcp/member.ts';
import { parseJson } from '../../shared/parse-json.ts';
import { slotOf } from '../gate/limits/slots.ts';
import { log } from '../log.ts';
import { createShelf } from '../policies/shelf.ts';
import type { Admitted } from './pass-on.ts';

/**
 * Gives the slot of each call back whose answer comes on the stream of its HTTP+SSE session; `null`: nobody counts them.
 * What this gives never throws.
 */
export async function freeAnswered(
  { session, presented, policy }: Pick<Admitted, 'session' | 'presented' | 'policy'>,
  env: Env,
): Promise<((text: string) => void) | null> {
  const shelf = createShelf(env.SHELF);
  await shelf.load(policy);
  const limit = shelf.get(policy)?.concurrentCalls ?? null;
  if (limit === null || session === null) return null;
  return (text) => {
    const id = answeredBy(text);
    if (id === null) return;
    // Lost on its way, the slot comes free by itself, later.
    void env.GATE.getByName(presented.keyId)
      .giveBack(slotOf(session, id))
      .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
  };
}

/** The request that a message answers; `null`: it answers none. */
function answeredBy(text: string): MessageId | null {
  if (!mayMatter(text)) return null;
  const message = parseJson(text);
  const id = member(message, 'method') === undefined ? member(message, 'id') : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
