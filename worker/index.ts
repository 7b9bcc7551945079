import { refuseKeyInUrl } from './gateway/key-in-url.ts';
import { serveMcp } from './gateway/serve-mcp.ts';
import { handlers } from './handlers.ts';
import { createApi } from './http/api.ts';
import { checkHost, checkOrigin, preflight, withCors } from './http/doors.ts';
import { Problem, toResponse } from './http/problem.ts';
import { checkConsoleToken } from './people/console-token.ts';
import { keyring } from './secrets/keyring.ts';

export { KeyGate } from './gate/key-gate.ts';

const api = createApi(handlers);

export default {
  /** Two doors: `/mcp/…` and `/v2/…` for MCP clients, `/v1/…` for people and scripts. Nothing else is served. */
  async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    const requestId = crypto.randomUUID();
    try {
      const { pathname } = new URL(request.url);
      if (/^\/(?:mcp\/|v2\/)/.test(pathname)) return await serveMcp(request, env, ctx, requestId);
      return await serveApi(request, env, requestId);
    } catch (thrown) {
      return toResponse(thrown, requestId);
    }
  },
} satisfies ExportedHandler<Env>;

async function serveApi(request: Request, env: Env, requestId: string): Promise<Response> {
  checkHost(request, env.GATEWAY);
  const origin = checkOrigin(request);
  if (request.method === 'OPTIONS' && origin !== null) return preflight(origin);
  return withCors(await answerApi(request, env, requestId), origin);
}

async function answerApi(request: Request, env: Env, requestId: string): Promise<Response> {
  try {
    if (!new URL(request.url).pathname.startsWith('/v1/')) throw new Problem('route_not_found');
    refuseKeyInUrl(request);
    const { actor } = await checkConsoleToken(request, env.CONSOLE_TOKEN, await keyring(env));
    return await api(request, { env, actor, device: null, requestId });
  } catch (thrown) {
    return toResponse(thrown, requestId);
  }
}
