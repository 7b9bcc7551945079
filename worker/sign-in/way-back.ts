const pages = /^\/(?:account|pair|confirm\/dev_[0-9A-Za-z]{22})$/;

/**
 * Where somebody wanted to go before they had to sign in: a page of ours that takes people, with what was asked of it.
 * Anything else, an address elsewhere above all, leads to the account.
 */
export function wayBack(to: string | null, gateway: string): string {
  const url = to === null || !URL.canParse(to, gateway) ? null : new URL(to, gateway);
  if (url === null || url.origin !== new URL(gateway).origin || !pages.test(url.pathname)) return '/account';
  return url.pathname + url.search;
}
