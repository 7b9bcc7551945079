import { isOwnHost } from '../http/doors.ts';
import { readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';

const mostBytes = 8 * 1024;

/**
 * What a form of ours says. Throws `page_request_refused` for any other sender, and for what is no form.
 *
 * A page without a referrer sends `Origin: null` with its own forms (Fetch standard, "append a request Origin header"),
 * so the browser's `Sec-Fetch-Site` decides; where there is none, the origin has to be ours. Pages can set neither.
 */
export async function readForm(request: Request, gateway: string): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded(?:;|$)/.test(request.headers.get('content-type') ?? '');
  if (!isForm || !isFromUs(request, gateway)) throw new Problem('page_request_refused');
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request, mostBytes)));
}

function isFromUs({ headers }: Request, gateway: string): boolean {
  const [origin, site] = [headers.get('origin'), headers.get('sec-fetch-site')];
  if (origin !== null && origin !== 'null' && !isOurs(origin, gateway)) return false;
  if (site !== null) return site === 'same-origin';
  return origin !== null && origin !== 'null';
}

function isOurs(origin: string, gateway: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === origin && url.protocol === new URL(gateway).protocol && isOwnHost(url, gateway);
}
