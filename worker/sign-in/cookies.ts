/** `__Host-`: from this very host, over TLS, for every path (RFC 6265bis section 4.1.3). None of them is valid on `/v1`. */
const cookieNames = {
  session: '__Host-keyharbor-session',
  attempt: '__Host-keyharbor-sign-in',
  language: '__Host-keyharbor-language',
} as const;
export type CookieName = keyof typeof cookieNames;

/** The cookie of a request; `undefined` where there is none. */
export function readCookie({ headers }: Request, name: CookieName): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const start = `${cookieNames[name]}=`;
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

/**
 * What the browser is to keep. Only the attempt's has to come along when a provider sends somebody back (`Lax`); the
 * session's comes with nothing that another site began.
 */
const manner: Readonly<Record<CookieName, string>> = {
  session: 'SameSite=Strict',
  attempt: 'SameSite=Lax; Max-Age=600',
  language: 'SameSite=Lax; Max-Age=31536000',
};

export function writeCookie(name: CookieName, value: string): string {
  return `${cookieNames[name]}=${value}; Path=/; Secure; HttpOnly; ${manner[name]}`;
}

export function dropCookie(name: CookieName): string {
  return `${cookieNames[name]}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0`;
}
