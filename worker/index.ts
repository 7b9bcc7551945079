import { refuseKeyInUrl } from './gateway/key-in-url.ts';
import { serveMcp } from './gateway/serve-mcp.ts';
import { handlers } from './handlers.ts';
import { createApi } from './http/api.ts';
import { clientIp } from './http/client-ip.ts';
import { checkHost, checkOrigin, checkSize, preflight, withCors } from './http/doors.ts';
import { Problem, toResponse, type Place } from './http/problem.ts';
import { runOnce } from './idempotency/run-once.ts';
import { partnerPath, takeReport } from './leaks/partner-report.ts';
import { makeNonce } from './devices/nonce.ts';
import { authenticate } from './people/authenticate.ts';
import { checkAccess } from './people/check-access.ts';
import { jobs } from './schedule/jobs.ts';
import { runJobs } from './schedule/run-jobs.ts';
import { countRequest } from './rates/api-rate.ts';
import { isReference, serveReference } from './reference/serve-reference.ts';
import { isPage, servePages } from './sign-in/serve-pages.ts';
import { keyring } from './secrets/keyring.ts';
import { tellSoon } from './webhooks/run-outbox.ts';

export { Bridge } from './bridge/bridge.ts';
export { KeyGate } from './gate/key-gate.ts';
export { ImageGate } from './images/image-gate.ts';
export { Directory } from './people/directory.ts';
export { RateCounter } from './rates/rate-counter.ts';

const api = createApi({ handlers, checkAccess, once: runOnce });

/** Also where clients look for OAuth before they connect: they are told at once, as MCP clients, that there is none. */
const forMcp = /^\/(?:mcp\/|sse\/|v2\/|register$|\.well-known\/oauth-)/;

export default {
  /**
   * Two doors: `/mcp/…`, `/sse/…` and `/v2/…` for MCP clients, `/v1/…` for people and scripts,
   * what explains them, `/docs` and `/v1/openapi.json`, `/leaks/report` for secret scanners, and the pages where people
   * sign in (`worker/sign-in/`). Nothing else is served.
   */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const requestId = crypto.randomUUID();
    try {
      const url = new URL(request.url);
      if (forMcp.test(url.pathname)) return await serveMcp(request, url, { env, ctx, requestId });
      return withRequestId(await serveApi(request, { env, ctx, requestId }), requestId);
    } catch (thrown) {
      return withRequestId(toResponse(thrown, { env, requestId }), requestId);
    }
  },

  /** Every minute (`wrangler.toml`): what has to happen though nobody asks. */
  async scheduled(_event: ScheduledController, env: Env): Promise<void> {
    await runJobs(jobs, env, () => Date.now());
  },
} satisfies ExportedHandler<Env>;

interface Arrival extends Place {
  readonly env: Env;
  readonly ctx: ExecutionContext;
}

async function serveApi(request: Request, arrival: Arrival): Promise<Response> {
  checkHost(request, arrival.env.GATEWAY);
  if (isPage(new URL(request.url).pathname)) return servePages(request, arrival.env, arrival.requestId);
  const origin = checkOrigin(request);
  if (request.method === 'OPTIONS' && origin !== null) return preflight(origin);
  return withCors(await answerApi(request, arrival), origin);
}

async function answerApi(request: Request, { env, ctx, requestId }: Arrival): Promise<Response> {
  try {
    checkSize(request);
    const { pathname } = new URL(request.url);
    await refuseKeyInUrl(request, env, requestId);
    if (pathname === partnerPath) return await takeReport(request, env, requestId);
    if (isReference(pathname)) return await serveReference(request, env);
    if (!pathname.startsWith('/v1/')) throw new Problem('route_not_found');
    const ip = clientIp(request, env);
    const { principal, proof } = await authenticate(request, env, ip);
    const { actor, device } = principal;
    const counted = await countRequest(env, actor);
    const waitUntil = (work: Promise<unknown>) => ctx.waitUntil(work);
    const answer = await api(request, { env, principal, proof, actor, device, requestId, ip, waitUntil });
    if (request.method !== 'GET' && request.method !== 'HEAD') waitUntil(tellSoon(env));
    const nonce = proof && { 'dpop-nonce': await makeNonce(Date.now(), await keyring(env)) };
    return withHeaders(answer, { ...counted, ...nonce });
  } catch (thrown) {
    return toResponse(thrown, { env, requestId });
  }
}

/** What to name when reporting an answer, also one that is no problem. */
function withRequestId(response: Response, requestId: string): Response {
  return withHeaders(response, { 'request-id': requestId });
}

function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries(headers)) copy.headers.set(name, value);
  return copy;
}
