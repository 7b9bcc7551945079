import { checkOrigin, isOwnHost, withCors } from '../http/doors.ts';

const methods = 'GET, POST, DELETE';

/** What an MCP client sends, in either era; `mcp-param-…` besides, as tools name them. */
const sent = [
  'authorization',
  'content-type',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'mcp-session-id',
];
const sentPrefix = 'mcp-param-';

const readable = 'mcp-session-id, retry-after, www-authenticate';

/**
 * The origin of the page that a browser asks for; `null` where the browser will not keep the answer from it: no
 * page, or one of our own.
 *
 * Throws `origin_not_allowed` for pages that are neither the extension's nor named in `MCP_ORIGINS` (exact origins,
 * separated by spaces).
 */
export function checkPage(request: Request, env: Pick<Env, 'GATEWAY' | 'MCP_ORIGINS'>): string | null {
  const origin = request.headers.get('origin');
  if (origin !== null && isOwn(origin, env.GATEWAY)) return null;
  if (origin !== null && env.MCP_ORIGINS.split(' ').includes(origin)) return origin;
  return checkOrigin(request);
}

function isOwn(origin: string, gateway: string): boolean {
  const own = new URL(gateway);
  return (
    URL.canParse(origin) &&
    new URL(origin).origin === origin &&
    new URL(origin).protocol === own.protocol &&
    isOwnHost(new URL(origin), gateway)
  );
}

/** The answer to a browser's question whether the page at `origin` may ask (Fetch standard, CORS preflight). */
export function allowPage(request: Request, origin: string): Response {
  const wanted = request.headers.get('access-control-request-headers') ?? '';
  const params = wanted
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name.startsWith(sentPrefix) && /^[a-z0-9-]+$/.test(name));
  const headers = {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': [...sent, ...params].join(', '),
    'access-control-max-age': '600',
  };
  return showPage(new Response(null, { status: 204, headers }), origin);
}

/** The same answer, readable by the page at `origin`. */
export function showPage(response: Response, origin: string | null): Response {
  return withCors(response, origin, readable);
}
