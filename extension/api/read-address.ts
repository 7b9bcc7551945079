const loopback = ['localhost', '127.0.0.1'];

export type ReadAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly failure: 'address_invalid' | 'address_insecure' };

/**
 * The Worker's address as a person may type it, brought to its origin: `keys.example/` is `https://keys.example`,
 * `localhost:8787` is `http://localhost:8787`.
 *
 * Failures: `address_invalid` (no address, or one that says more than where), `address_insecure` (http to
 * anywhere but this machine: the token would travel in the clear).
 */
export function readAddress(text: string): ReadAddress {
  const url = parse(text.trim());
  if (url === null || url.username !== '' || url.password !== '') return refuse('address_invalid');
  if (url.protocol === 'https:') return { ok: true, address: url.origin };
  if (url.protocol !== 'http:') return refuse('address_invalid');
  return loopback.includes(url.hostname) ? { ok: true, address: url.origin } : refuse('address_insecure');
}

function parse(text: string): URL | null {
  const scheme = /^(localhost|127\.0\.0\.1)(?![\w.-])/i.test(text) ? 'http' : 'https';
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`;
  return text !== '' && URL.canParse(full) ? new URL(full) : null;
}

function refuse(failure: 'address_invalid' | 'address_insecure'): ReadAddress {
  return { ok: false, failure };
}
