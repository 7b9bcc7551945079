import { orThrow, Problem } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { readForm } from '../form.ts';
import { isFresh } from '../fresh.ts';
import { show, showDone } from '../show.tsx';
import { pageBy, type Known } from './need-sign-in.ts';
import { Ways } from './ways.tsx';

/** `GET /confirm/:device`: whether it is really them who wants something of weight, after they proved it again. */
export async function askToConfirm(visit: Known, id: string): Promise<Response> {
  const { env, words, signedIn } = visit;
  const { person, session } = signedIn;
  const device = orThrow(await askDirectory(env, (directory) => directory.readDevice(id, person.id)));
  const { title, intro, warning, stale, button } = words.confirm;
  const path = `/confirm/${id}`;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{intro(device.name)}</p>
      <p class="alert">
        <strong>{warning}</strong>
      </p>
      {isFresh(session) ? (
        <form method="post" action={path}>
          <button type="submit" class="primary">
            {button}
          </button>
        </form>
      ) : (
        <>
          <p>
            {stale} {words.signIn.again}
          </p>
          <Ways env={env} words={words} to={path} again />
        </>
      )}
    </>
  );
  return show(visit, { title, main });
}

/** `POST /confirm/:device`: for its next fifteen minutes the device counts as signed in when the person did. */
export async function confirm(visit: Known, id: string): Promise<Response> {
  const { request, env, words, signedIn } = visit;
  await readForm(request, env.GATEWAY);
  const { person, session } = signedIn;
  if (!isFresh(session)) throw new Problem('sign_in_expired');
  const by = pageBy(visit);
  orThrow(await askDirectory(env, (each) => each.confirmDevice(id, person.id, session.signedInAt, by)));
  return showDone(visit, words.confirm.done, words.confirm.doneText);
}
