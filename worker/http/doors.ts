import { Problem } from './problem.ts';

const extensionOrigin = /^(chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f-]{36})$/;
const loopback = ['127.0.0.1', 'localhost'];

/**
 * Refuses requests for another host than the deployment's own. A page that points its own name at us (DNS
 * rebinding) would otherwise talk to us as if we were it.
 */
export function checkHost(request: Request, gateway: string): void {
  if (request.url.startsWith(`${gateway}/`)) return; // As nearly always; the rest is for loopback's two names.
  if (!isOwnHost(new URL(request.url), gateway)) throw new Problem('host_not_allowed');
}

/** On one machine its two names are one host. */
export function isOwnHost(asked: URL, gateway: string): boolean {
  const own = new URL(gateway);
  if (asked.host === own.host) return true;
  return isLoopback(own) && isLoopback(asked) && asked.port === own.port;
}

export function isLoopback({ hostname }: URL): boolean {
  return loopback.includes(hostname);
}

/**
 * The browser extension that is asking; `null` where no browser is. Any other origin is refused: no web page
 * may call us, not even with a credential.
 */
export function checkOrigin(request: Request): string | null {
  const origin = request.headers.get('origin');
  if (origin !== null && !extensionOrigin.test(origin)) throw new Problem('origin_not_allowed');
  return origin;
}

const longestUrl = 2048;
const largestHeaders = 16 * 1024;

/** Refuses what is longer than anything the API could mean: `url_too_long`, `headers_too_large`. */
export function checkSize({ url, headers }: Request): void {
  if (url.length > longestUrl) throw new Problem('url_too_long');
  let size = 0;
  // Not by an iterator: it costs three times as much, and every request comes by.
  // oxlint-disable-next-line unicorn/no-array-for-each -- no array
  headers.forEach((value, name) => (size += name.length + value.length + 4)); // ": " and CRLF.
  if (size > largestHeaders) throw new Problem('headers_too_large');
}

const allowed = {
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type, dpop, if-match, idempotency-key',
  'access-control-max-age': '600',
};

const exposed =
  'etag, dpop-nonce, retry-after, ratelimit, ratelimit-policy, www-authenticate, location, request-id';

/** The answer to a browser's question whether it may ask (Fetch standard, CORS preflight). */
export function preflight(origin: string): Response {
  return withCors(new Response(null, { status: 204, headers: allowed }), origin);
}

/** The same answer, readable at `origin` with those of its headers. Errors too: the console could not show them else. */
export function withCors(response: Response, origin: string | null, readable = exposed): Response {
  if (origin === null) return response;
  const copy = new Response(response.body, response); // A copy keeps the status and can be written to.
  copy.headers.set('access-control-allow-origin', origin);
  copy.headers.set('access-control-expose-headers', readable);
  copy.headers.append('vary', 'origin');
  return copy;
}
