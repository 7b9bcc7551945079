import type { MessageId } from '../../shared/mcp/envelope.ts';
import { checkHost, checkOrigin } from '../http/doors.ts';
import { codeOf, orThrow, Problem } from '../http/problem.ts';
import { findImage, upstreamOf } from '../images/catalogue.ts';
import { log } from '../log.ts';
import { keyring } from '../secrets/keyring.ts';
import { admit } from './admit.ts';
import { readPresented } from './credential.ts';
import { passOn } from './pass-on.ts';
import { readRequest, type McpRequest } from './read-request.ts';
import { refusalResponse } from './refusal.ts';

const path = /^\/mcp\/([^/]+)$/;

/**
 * An MCP address, `/mcp/<image>`: judges the call and, if it may pass, passes it on.
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
  try {
    checkHost(request, env.GATEWAY);
    checkOrigin(request);
    const keys = await keyring(env);
    const { keyId, digest } = await readPresented(request, keys);
    const named = imageIn(request);
    const call = await readRequest(request, { keyId, image: named }, keys);
    id = call.id;
    const image = findImage(named);
    if (image === undefined) throw new Problem('image_not_allowed');
    const { client, era, intent, handle } = call;
    const verdict = { digest, image: image.id, client, era, intent, session: handle?.session ?? null };
    const session = orThrow(await admit(keyId, verdict, env));
    return await passOn({ request, call, session, keyId, image, upstream: upstreamOf(image, env) }, env, ctx);
  } catch (thrown) {
    return refused(thrown, id, requestId);
  }
}

function imageIn(request: Request): string {
  const image = path.exec(new URL(request.url).pathname)?.[1];
  if (image === undefined) throw new Problem('route_not_found');
  return image;
}

function refused(thrown: unknown, id: McpRequest['id'], requestId: string): Response {
  const code = codeOf(thrown);
  if (code === 'internal') log({ event: 'unexpected', requestId, error: thrown });
  // One shape for every credential that opens nothing: an id in some would tell which key ids exist.
  return refusalResponse(code, code === 'invalid_key' ? null : id);
}
