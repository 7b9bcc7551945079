import type { Device } from '../../../shared/people/device.ts';
import { orThrow, Problem } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { readForm } from '../form.ts';
import { isFresh } from '../fresh.ts';
import { show, showDone } from '../show.tsx';
import { pageBy, type Known } from './need-sign-in.ts';
import { Ways } from './ways.tsx';

const mostDevices = 100;

/** Those of whoever is signed in, newest first. */
export async function ownDevices({ env, signedIn }: Known): Promise<readonly Device[]> {
  const { id } = signedIn.person;
  return orThrow(await askDirectory(env, (directory) => directory.listDevices(id, null, mostDevices)));
}

/** `GET /confirm/:device`: whether it is really them who wants something of weight, after they proved it again. */
export async function askToConfirm(visit: Known, id: string): Promise<Response> {
  const { env, words, signedIn } = visit;
  const device = (await ownDevices(visit)).find((each) => each.id === id);
  if (device === undefined) throw new Problem('device_not_found');
  const { title, intro, warning, stale, button } = words.confirm;
  const path = `/confirm/${id}`;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{intro(device.name)}</p>
      <p class="alert">
        <strong>{warning}</strong>
      </p>
      {isFresh(signedIn.session) ? (
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
