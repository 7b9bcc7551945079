import { orThrow } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { keyring } from '../secrets/keyring.ts';
import type { Attempt } from './attempt-table.ts';
import { browserName } from './browser-name.ts';
import { writeCookie } from './cookies.ts';
import { joinsAs } from './joins-as.ts';
import type { Browser } from './sign-in.ts';
import { digestOf, newToken } from './tokens.ts';
import type { Visit } from './visit.ts';
import type { Vouched } from './vouched.ts';

/** A new session's cookie, and what the directory is told of it. `replaces`: the digest of the one before. */
export async function newBrowser(
  { request, env }: Visit,
  replaces: string | null,
): Promise<{ browser: Browser; cookie: string }> {
  const token = newToken();
  const digest = await digestOf('session', token, await keyring(env));
  const agent = browserName(request.headers.get('user-agent'));
  return { browser: { digest, agent, replaces }, cookie: writeCookie('session', token) };
}

/** Lets somebody in who was vouched for; gives the cookie. Throws the refusals of `createSignIn().signIn`. */
export async function letIn(
  visit: Visit,
  vouched: Vouched,
  { invitation, links, replaces }: Pick<Attempt, 'invitation' | 'links' | 'replaces'>,
): Promise<string> {
  const { identity, name, signedInAt } = vouched;
  const { browser, cookie } = await newBrowser(visit, replaces);
  const arrival = { identity, name, signedInAt, joinsAs: joinsAs(vouched, visit.env), invitation, links };
  orThrow(await askDirectory(visit.env, (directory) => directory.signIn(arrival, browser, visit.requestId)));
  return cookie;
}
