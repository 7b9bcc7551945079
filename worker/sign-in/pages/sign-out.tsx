import { orThrow } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { dropCookie } from '../cookies.ts';
import { readForm } from '../form.ts';
import { seeOther, show } from '../show.tsx';
import type { Visit } from '../visit.ts';

/** `GET /sign-out`: asks first, since a link must not sign anybody out. */
export async function askToSignOut(visit: Visit): Promise<Response> {
  const { words, signedIn } = visit;
  if (signedIn === null) return seeOther('/sign-in');
  const main = (
    <>
      <h1>{words.signOut.button}</h1>
      <p>{words.signOut.ask}</p>
      <SignOut words={words} />
    </>
  );
  return show(visit, { title: words.signOut.button, main });
}

export function SignOut({ words, small = false }: Pick<Visit, 'words'> & { readonly small?: boolean }) {
  return (
    <form method="post" action="/sign-out">
      <button type="submit" class={small ? 'small' : 'plain'}>
        {words.signOut.button}
      </button>
    </form>
  );
}

/** `POST /sign-out`: the session is over when this is answered. */
export async function signOut(visit: Visit): Promise<Response> {
  const { request, env, words, cookie, requestId } = visit;
  await readForm(request, env.GATEWAY);
  const by = { device: null, requestId };
  if (cookie !== null) orThrow(await askDirectory(env, (directory) => directory.signOut(cookie, by)));
  const { done: title, doneText, back } = words.signOut;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{doneText}</p>
      <p>
        <a href="/sign-in">{back}</a>
      </p>
    </>
  );
  return show(visit, { title, main, cookies: [dropCookie('session')] });
}
