import { Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { readPresented, type Presented } from './credential.ts';
import type { Place } from './place.ts';
import { openReference, type SseReference } from './sse-reference.ts';

/** Who asks, and for which HTTP+SSE session. */
export interface Asker {
  readonly presented: Presented;
  readonly reference: SseReference | null;
}

/**
 * Reads who asks. A message of an HTTP+SSE session that was opened with a ticket in its URL carries none of its own:
 * the session's reference stands for it. One that was opened with a header must bring that header again.
 *
 * Throws the refusals of `readPresented`, and `session_not_found` for a reference that is not the asker's.
 */
export async function readAsker(request: Request, place: Place, keys: Keyring): Promise<Asker> {
  if (place.reference === null)
    return { presented: await readPresented(request, place.tickets, keys), reference: null };
  const reference = await openReference(place.reference, place.image, keys);
  if (reference === null) throw new Problem('session_not_found');
  const opened = reference.presented;
  if (opened.via === 'url' && (request.headers.has('authorization') || place.tickets.length > 0))
    throw new Problem('ambiguous_credentials');
  const presented = opened.via === 'url' ? opened : await readPresented(request, place.tickets, keys);
  if (presented.keyId !== opened.keyId || presented.ticket !== opened.ticket)
    throw new Problem('session_not_found');
  return { presented, reference };
}
