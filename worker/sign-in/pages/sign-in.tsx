import { Problem, orThrow } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { keyring } from '../../secrets/keyring.ts';
import { whoAccessSays } from '../access.ts';
import type { Attempt } from '../attempt-table.ts';
import { dropCookie, readCookie, writeCookie } from '../cookies.ts';
import { flowSecrets } from '../flow.ts';
import { readForm } from '../form.ts';
import { letIn } from '../open-session.ts';
import { flowOf, providersOf } from '../providers.ts';
import { seeOther, sendOn, show } from '../show.tsx';
import { digestOf, newToken, tokenPattern } from '../tokens.ts';
import type { Visit } from '../visit.ts';
import { wayBack } from '../way-back.ts';
import { isFresh } from '../fresh.ts';
import { Ways } from './ways.tsx';

/** `GET /sign-in`: by whom. Who is signed in goes on at once, unless they are to prove it again. */
export async function chooseWay(visit: Visit): Promise<Response> {
  const { url, env, words, signedIn } = visit;
  const to = wayBack(url.searchParams.get('to'), env.GATEWAY);
  const again = url.searchParams.has('again');
  if (signedIn !== null && !again) return seeOther(to);
  const { title, intro, again: why } = words.signIn;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{again ? why : intro}</p>
      <Ways env={env} words={words} to={to} again={again} />
    </>
  );
  return show(visit, { title, main });
}

/** `POST /sign-in/:provider`: off to the provider; or in, where it has vouched already. */
export async function beginSignIn(visit: Visit, provider: string): Promise<Response> {
  const { request, env, words } = visit;
  const form = await readForm(request, env.GATEWAY);
  const attempt = await attemptFrom(form, visit, provider);
  if (provider === 'access') {
    if (!providersOf(env).includes('access')) throw new Problem('route_not_found');
    const cookie = await letIn(visit, await whoAccessSays(request, env), attempt);
    return sendOn(visit, attempt.to, words.signIn.arrived, [cookie]);
  }
  const flow = flowOf(provider, env);
  if (flow === null) throw new Problem('route_not_found');
  const token = newToken();
  const there = await flow.begin(await flowSecrets(token), form.has('again'));
  const digest = await digestOf('attempt', token, await keyring(env));
  orThrow(await askDirectory(env, (directory) => directory.startAttempt(digest, attempt)));
  return sendOn(visit, there.href, words.signIn.leaving, [writeCookie('attempt', token)]);
}

async function attemptFrom(form: URLSearchParams, visit: Visit, provider: string): Promise<Attempt> {
  const { env, signedIn, cookie: replaces } = visit;
  const invitation = form.get('invitation');
  return {
    provider,
    to: wayBack(form.get('to'), env.GATEWAY),
    invitation: invitation && (await digestOf('invitation', invitation, await keyring(env))),
    links: form.has('adds') ? whoAdds(signedIn) : null,
    replaces,
  };
}

/**
 * A way to sign in lasts longer than the session it is added in, so only somebody who has signed in just now may add one;
 * or who has none yet: the first owner.
 */
function whoAdds(signedIn: Visit['signedIn']): string {
  if (signedIn === null) throw new Problem('sign_in_expired');
  const { person, session } = signedIn;
  if (person.identities.length > 0 && !isFresh(session)) throw new Problem('sign_in_expired');
  return person.id;
}

/** `GET /sign-in/:provider/callback`: back from the provider, once, in the browser that left. */
export async function finishSignIn(visit: Visit, provider: string): Promise<Response> {
  const { request, url, env, words } = visit;
  const flow = flowOf(provider, env);
  const token = readCookie(request, 'attempt') ?? '';
  if (flow === null || !tokenPattern.test(token)) throw new Problem('sign_in_expired');
  const secrets = await flowSecrets(token);
  if (url.searchParams.get('state') !== secrets.state) throw new Problem('sign_in_expired');
  const digest = await digestOf('attempt', token, await keyring(env));
  const attempt = orThrow(await askDirectory(env, (directory) => directory.takeAttempt(digest)));
  if (attempt.provider !== provider) throw new Problem('sign_in_failed'); // Mixed up: RFC 9207 section 1.
  const cookie = await letIn(visit, await flow.finish(url.searchParams, secrets), attempt);
  return sendOn(visit, attempt.to, words.signIn.arrived, [cookie, dropCookie('attempt')]);
}
