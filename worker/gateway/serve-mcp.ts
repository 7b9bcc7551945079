import type { MessageId } from '../../shared/mcp/envelope.ts';
import { checkHost, checkOrigin } from '../http/doors.ts';
import { codeOf, detailOf, orThrow, Problem } from '../http/problem.ts';
import { findImage, upstreamOf } from '../images/catalogue.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import { admit } from './admit.ts';
import { charged } from './charged.ts';
import { readPresented } from './credential.ts';
import { passOn } from './pass-on.ts';
import { readPlace } from './place.ts';
import { readRequest } from './read-request.ts';
import { refusalResponse } from './refusal.ts';

/**
 * An MCP address, such as `/mcp/<image>`: judges the call and, if it may pass, passes it on.
 *
 * Steps run from cheap to dear: what can be refused by looking at the request touches no storage. Every refusal
 * leaves as a JSON-RPC error under the request's id, as far as that is known.
 */
export async function serveMcp(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  requestId: string,
): Promise<Response> {
  let id: MessageId | null = null;
  const place = readPlace(new URL(request.url));
  try {
    checkHost(request, env.GATEWAY);
    checkOrigin(request);
    const keys = await keyring(env);
    const { keyId, digest, ticket } = await readPresented(request, keys);
    if (place === null) throw new Problem('route_not_found');
    const call = await readRequest(request, { keyId, image: place.image }, keys);
    id = call.id;
    const image = findImage(place.image);
    if (image === undefined) throw new Problem('image_not_allowed');
    const { client, era, intent, handle, isCharged } = call;
    const verdict = {
      digest,
      ticket,
      image: image.id,
      client,
      era,
      intent,
      session: handle?.session ?? null,
      isCharged,
    };
    const pass = orThrow(await admit(keyId, verdict, env));
    const { session, slot } = pass;
    const upstream = upstreamOf(image, env);
    const answer = () => passOn({ request, call, session, slot, keyId, image, upstream }, env, ctx);
    return await charged(answer, pass, () => env.GATE.getByName(keyId), ctx);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'internal') log({ event: 'unexpected', requestId, error: thrown });
    const isTicketUrl = place !== null && place.tickets.length > 0;
    const heard = { id, isTicketUrl, isInSession: request.headers.has('mcp-session-id') };
    return refusalResponse(code, heard, detailOf(thrown));
  }
}
