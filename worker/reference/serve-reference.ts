import { isErrorCode } from '../../shared/errors.ts';
import { Problem } from '../http/problem.ts';
import { openApi } from '../openapi/openapi.ts';
import { htmlOf, type Page } from '../pages/document.tsx';
import { respond } from '../pages/respond.ts';
import { style } from '../pages/style.ts';
import { errorIndex, errorPageOf } from './error-pages.tsx';
import { serveViewer, serveViewerFile, start } from './viewer.ts';

/** Whether a path is of what explains the API. All of it is public: it says nothing about what a deployment holds. */
export function isReference(pathname: string): boolean {
  return pathname === '/v1/openapi.json' || /^\/docs(?:\/|$)/.test(pathname);
}

/** The reference: `/v1/openapi.json`, its reader at `/docs`, a page for each refusal at `/docs/errors/<code>`. */
export async function serveReference(request: Request, env: Env): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Problem('method_not_allowed', { headers: { allow: 'GET, HEAD' } });
  const found = await find(new URL(request.url).pathname.replace(/\/$/, ''), env);
  if (found === null) throw new Problem('route_not_found');
  return request.method === 'HEAD' ? new Response(null, found) : found;
}

async function find(pathname: string, env: Env): Promise<Response | null> {
  const fixed = pages[pathname];
  if (fixed !== undefined) return fixed(env);
  const code = /^\/docs\/errors\/(\w+)$/.exec(pathname)?.[1];
  if (isErrorCode(code)) return serve(errorPageOf(code));
  const file = /^\/docs\/([\w.-]+)$/.exec(pathname)?.[1];
  return file === undefined ? null : serveViewerFile(file, env);
}

const pages: Readonly<Record<string, (env: Env) => Response>> = {
  '/v1/openapi.json': ({ GATEWAY }) => respond(JSON.stringify(openApi(GATEWAY)), 'application/json'),
  '/docs': serveViewer,
  '/docs/start.js': () => respond(start, 'text/javascript; charset=utf-8'),
  '/docs/style.css': () => respond(style, 'text/css; charset=utf-8'),
  '/docs/errors': () => serve(errorIndex()),
};

const serve = (page: Page) => respond(htmlOf(page), 'text/html; charset=utf-8');
