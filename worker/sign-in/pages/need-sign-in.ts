import type { SignedIn } from '../sign-in-parts.ts';
import { seeOther } from '../show.tsx';
import type { Visit } from '../visit.ts';

/** Somebody who is there, on a page that takes nobody else. */
export type Known = Visit & { readonly signedIn: SignedIn };

/** The page for whoever is signed in; anybody else signs in first and comes back to it. */
export function needSignIn(page: (visit: Known, part: string) => Promise<Response>) {
  return async (visit: Visit, part: string): Promise<Response> => {
    const { signedIn, url } = visit;
    if (signedIn !== null) return page({ ...visit, signedIn }, part);
    const to = `${url.pathname}${url.search}`;
    return seeOther(`/sign-in?${new URLSearchParams({ to }).toString()}`);
  };
}

/** As whom somebody acts on our pages. */
export function pageBy({ signedIn, requestId }: Known) {
  return { actor: signedIn.person.id, device: null, requestId };
}
