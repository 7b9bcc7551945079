import { send } from './calls.ts';

const gateway = 'http://keys.test';

/** A browser as far as our pages know one: keeps cookies, sends forms, says where it comes from. */
export function createVisitor(language = 'en') {
  const jar = new Map<string, string>();
  const setCookies: string[] = [];

  const ask = async (
    path: string,
    { headers: more = {}, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'accept-language': language, ...(cookie !== '' && { cookie }), ...more };
    const response = await send(path, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  };
  const keep = (line: string) => {
    setCookies.push(line);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (line.includes('Max-Age=0')) jar.delete(name);
    else jar.set(name, value);
  };

  const visitor = {
    jar,
    setCookies,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    /** A form of one of our own pages. */
    post: (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = fromUs) =>
      ask(path, { method: 'POST', headers: { ...formType, ...headers }, body: new URLSearchParams(fields) }),

    /** Leaves for a provider; gives where it was sent. */
    async leave(provider: string, fields: Record<string, string> = {}): Promise<URL> {
      return new URL(goesTo(await (await visitor.post(`/sign-in/${provider}`, fields)).text()));
    },

    /** Comes back from where it was sent, with a code. */
    comeBack(there: URL, changed: Record<string, string | null> = {}): Promise<Response> {
      const back = new URL(there.searchParams.get('redirect_uri') ?? '');
      const state = there.searchParams.get('state');
      const iss = there.hostname === 'github.com' ? 'https://github.com/login/oauth' : there.origin;
      for (const [name, value] of Object.entries({ code: 'c0de', state, iss, ...changed }))
        if (value !== null) back.searchParams.set(name, value);
      return visitor.get(back.pathname + back.search, { 'sec-fetch-site': 'cross-site' });
    },
  };
  return visitor;
}
export type Visitor = ReturnType<typeof createVisitor>;

/** What Chromium and Firefox send with a form of a page without a referrer. */
const fromUs = { origin: 'null', 'sec-fetch-site': 'same-origin' };
const formType = { 'content-type': 'application/x-www-form-urlencoded' };

/** Where a page sends the browser by itself. */
export function goesTo(html: string): string {
  const [, to = ''] = /http-equiv="refresh" content="0;url=([^"]*)"/.exec(html) ?? [];
  return new URL(to.replaceAll('&amp;', '&') || '/nowhere', gateway).href;
}

/** The heading of a page, and its status. */
export async function headingOf(response: Response | Promise<Response>): Promise<[number, string]> {
  const answered = await response;
  const [, heading = ''] = /<h1>(.*?)<\/h1>/.exec(await answered.text()) ?? [];
  return [answered.status, heading];
}
