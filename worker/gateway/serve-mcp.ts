import type { MessageId } from '../../shared/mcp/envelope.ts';
import { toolIn } from '../../shared/policy/ask.ts';
import { slotOf } from '../gate/limits/slots.ts';
import { clientIp } from '../http/client-ip.ts';
import { checkHost, checkSize } from '../http/doors.ts';
import { codeOf, detailOf, orThrow, Problem } from '../http/problem.ts';
import { isImageId } from '../images/image-id.ts';
import { log } from '../log.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import { admitImage } from './admit-image.ts';
import { admit } from './admit.ts';
import { readAsker, type Asker } from './asker.ts';
import { createCallClock } from './call-clock.ts';
import { charged, type Account } from './charged.ts';
import { refuseKeyInUrl } from './key-in-url.ts';
import { allowPage, checkPage, showPage } from './pages.ts';
import { logCall } from './log-call.ts';
import { passOn } from './pass-on.ts';
import { readPlace, type Place } from './place.ts';
import {
  idOf,
  readMessage,
  readRequest,
  readSseRequest,
  type McpRequest,
  type Message,
} from './read-request.ts';
import { refusalResponse } from './refusal.ts';
import { createTally } from './tally.ts';
import { upstreamFor } from './upstream-for.ts';

/** Where a request came in. */
export interface Arrival {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly requestId: string;
}

/**
 * An MCP address, such as `/mcp/<image>`: judges the call and, if it may pass, passes it on.
 *
 * Steps run from cheap to dear: what can be refused by looking at the request touches no storage. Every refusal
 * leaves as a JSON-RPC error under the request's id, as far as that is known.
 */
export async function serveMcp(
  request: Request,
  url: URL,
  { env, ctx, requestId }: Arrival,
): Promise<Response> {
  const place = readPlace(url);
  const heard = {
    id: null as MessageId | null, // Known once the body was read.
    isTicketUrl: place !== null && place.tickets.length > 0,
    isInSession: request.headers.has('mcp-session-id'),
    isSse: place?.transport === 'sse',
    gateway: env.GATEWAY,
  };
  let page: string | null = null;
  try {
    checkHost(request, env.GATEWAY);
    page = checkPage(request, env);
    if (request.method === 'OPTIONS' && page !== null) return allowPage(request, page);
    checkSize(request);
    await refuseKeyInUrl(request, env, requestId);
    if (place === null) throw new Problem('route_not_found');
    const keys = await keyring(env);
    const asker = await readAsker(request, place, keys);
    const message = await readMessage(request);
    heard.id = idOf(message);
    return showPage(await serve({ request, message, place, asker, keys }, { env, ctx, requestId }), page);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'internal') log({ event: 'unexpected', requestId, error: thrown });
    return showPage(refusalResponse(code, heard, detailOf(thrown)), page);
  }
}

/** What is known of a request before anything is asked. */
interface Asked {
  readonly request: Request;
  readonly message: Message | null;
  readonly place: Place;
  readonly asker: Asker;
  readonly keys: Keyring;
}

async function serve(asked: Asked, arrival: Arrival): Promise<Response> {
  const { request, message, place, asker, keys } = asked;
  const { presented, reference } = asker;
  const { keyId } = presented;
  const call =
    place.transport === 'sse'
      ? readSseRequest(request, message, reference)
      : await readRequest(request, message, { keyId, image: place.image }, keys);
  const { image } = place;
  if (!(await isImageId(image, keys))) throw new Problem('image_not_allowed');
  const about = { requestId: arrival.requestId, image, transport: place.transport, call };
  return logCall(about, () => judge(asked, call, arrival));
}

async function judge(asked: Asked, call: McpRequest, { env, ctx }: Arrival): Promise<Response> {
  const { request, message, asker, place } = asked;
  const { presented } = asker;
  const { image } = place;
  const { keyId, digest, ticket } = presented;
  const { client, era, intent, handle, isCharged, wants } = call;
  const verdict = {
    digest,
    ticket,
    image,
    client,
    era,
    intent,
    session: handle?.session ?? null,
    isCharged,
    bytesIn: message?.body.byteLength ?? 0,
    wants,
    ...(call.sse === 'message' && call.id !== null && handle && { slot: slotOf(handle.session, call.id) }),
    ...whereFrom(request, env),
  };
  const clock = createCallClock();
  const { after } = clock;
  const asking = admitImage(image, env, after); // Beside the key's gate, not after it.
  const pass = orThrow(await admit(keyId, verdict, { env, ctx, after }));
  const answer = async (account: Account) => {
    const upstream = await upstreamFor(await asking, pass.projectId, env);
    // The key's gate has let it in already, and nothing will ever belong to that session.
    if (!upstream.ok && intent === 'open' && pass.session !== null)
      await env.GATE.getByName(keyId).endSession(pass.session, 'upstream');
    const to = { image, upstream: orThrow(upstream) };
    return passOn({ request, call, ...pass, presented, ...to, account, clock }, env, ctx);
  };
  const count = createTally(keyId, kindOf(call, image, pass.session), env, ctx);
  return charged(answer, pass, count, () => env.GATE.getByName(keyId));
}

/** What its answer's bytes are counted as. Those of calls over HTTP+SSE come on its stream. */
function kindOf({ isCharged, wants, sse }: McpRequest, image: string, session: string | null) {
  const tool = toolIn(wants)?.name ?? '';
  return { session, image, tool, isCharged: isCharged || sse === 'stream' };
}

/** Where the client is; nothing that it says itself. */
function whereFrom(request: Request, env: Env): { ip: string | null; country: string | null } {
  const country = request.cf?.country;
  return { ip: clientIp(request, env), country: typeof country === 'string' ? country : null };
}
