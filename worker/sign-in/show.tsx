import type { Child } from 'preact/jsx-runtime';

import type { ErrorCode } from '../../shared/errors.ts';
import { errors } from '../../shared/errors.ts';
import { htmlOf } from '../pages/document.tsx';
import { Mark } from '../pages/mark.tsx';
import { respond } from '../pages/respond.ts';
import { writeCookie } from './cookies.ts';
import type { Visit } from './visit.ts';
import { languages, wordsIn } from './words/language.ts';

type Reader = Pick<Visit, 'request' | 'url' | 'language' | 'words'>;

interface Shown {
  readonly title: string;
  readonly main: Child;
  readonly status?: number;
  /** Where the browser goes by itself, at once. */
  readonly goesTo?: string;
  readonly cookies?: readonly string[];
}

/** A page, in the language of whoever reads it. Nobody may keep it or frame it. */
export function show(visit: Reader, { title, main, status = 200, goesTo, cookies = [] }: Shown): Response {
  const { language: lang } = visit;
  const html = htmlOf({
    title,
    lang,
    width: 'narrow',
    top: <Top {...visit} />,
    main,
    ...(goesTo && { goesTo }),
  });
  const response = respond(html, 'text/html; charset=utf-8', { status, forms: "'self'", cache: 'no-store' });
  const kept = visit.url.searchParams.has('lang') ? [writeCookie('language', lang), ...cookies] : cookies;
  for (const cookie of kept) response.headers.append('set-cookie', cookie);
  response.headers.append('vary', 'accept-language, cookie');
  return response;
}

/**
 * Sends the browser on by a page of ours instead of a redirect: a form may only lead to us (`form-action`, which Chromium
 * holds redirects to as well), and cookies that are `Strict` come along only from our own pages.
 */
export function sendOn(visit: Reader, to: string, title: string, cookies: readonly string[] = []): Response {
  const main = (
    <>
      <h1>{title}</h1>
      <p>
        <a href={to}>{visit.words.goOn}</a>
      </p>
    </>
  );
  return show(visit, { title, main, goesTo: to, cookies });
}

/** After a form was acted upon: the browser asks for `to` (RFC 9110 section 15.4.4). */
export function seeOther(to: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: to, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
}

/** That something is done, and what comes of it. */
export function showDone(visit: Reader, title: string, text: string): Response {
  const main = (
    <>
      <h1>{title}</h1>
      <p>{text}</p>
    </>
  );
  return show(visit, { title, main });
}

/** Where what was refused can be tried again. */
function wayOn(code: ErrorCode): string {
  if (code.startsWith('pairing_')) return '/pair';
  return code.startsWith('sign_in_') || code === 'not_invited' ? '/sign-in' : '/account';
}

/** Why not, and what to do. */
export function showRefusal(visit: Reader, code: ErrorCode): Response {
  const { words } = visit;
  const [title, hint] = words.refusals[code] ?? words.failure;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{hint}</p>
      <p>
        <a href={wayOn(code)}>{wayOn(code) === '/account' ? words.toAccount : words.startAgain}</a>
      </p>
    </>
  );
  return show(visit, { title, main, status: errors[code].status });
}

function Top({ request, url, language }: Reader) {
  const other = languages.find((each) => each !== language) ?? language;
  const there = new URL(url);
  there.searchParams.set('lang', other);
  // What is asked by a form, or comes back from a provider, cannot be asked again.
  const isRepeatable = request.method === 'GET' && !url.pathname.endsWith('/callback');
  return (
    <header class="top">
      <a class="brand" href="/account">
        <Mark />
        Keyharbor
      </a>
      {isRepeatable ? (
        <a href={there.pathname + there.search} lang={other} hreflang={other}>
          {wordsIn[other].language}
        </a>
      ) : null}
    </header>
  );
}
