import * as v from 'valibot';

import { personNameSchema } from '../../../shared/people/person.ts';
import { orThrow, Problem } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { readBootstrap } from '../../people/bootstrap.ts';
import { makeFirstOwner } from '../../people/make-first-owner.ts';
import { checkFailures, countFailure } from '../../rates/api-rate.ts';
import { keyring } from '../../secrets/keyring.ts';
import { readForm } from '../form.ts';
import { newBrowser } from '../open-session.ts';
import { show } from '../show.tsx';
import type { Visit } from '../visit.ts';

/** `GET /setup`: as long as the deployment has a bootstrap token. */
export async function askForBootstrap(visit: Visit): Promise<Response> {
  const { env, words } = visit;
  if ((env.BOOTSTRAP_TOKEN ?? '') === '') throw new Problem('route_not_found');
  const { title, intro, token, name, button } = words.setup;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{intro}</p>
      <form method="post" action="/setup">
        <label>
          {name}
          <input name="name" required maxlength={64} autocomplete="name" />
        </label>
        <label>
          {token}
          <input name="token" type="password" required autocomplete="off" />
        </label>
        <button type="submit" class="primary">
          {button}
        </button>
      </form>
    </>
  );
  return show(visit, { title, main });
}

/** `POST /setup`: makes the first owner, signs them in here, and tells their console token, this once. */
export async function setUp(visit: Visit): Promise<Response> {
  const { request, env, words, requestId } = visit;
  const form = await readForm(request, env.GATEWAY);
  await checkBootstrap(form.get('token') ?? '', visit);
  const name = v.safeParse(personNameSchema, form.get('name'));
  if (!name.success) throw new Problem('validation_failed');
  const by = { actor: 'bootstrap', device: null, requestId };
  const { person, secret } = await makeFirstOwner(env, { name: name.output, identity: null }, by);
  const { browser, cookie } = await newBrowser(visit, visit.cookie);
  orThrow(await askDirectory(env, (directory) => directory.openPageSession(person.id, browser, requestId)));
  const { done: title, doneText, secret: label, secretText, next } = words.setup;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{doneText}</p>
      <p>
        <a href="/account">{next}</a>
      </p>
      <dl class="facts">
        <dt>{label}</dt>
        <dd>
          <code>{secret}</code>
          <br />
          <small>{secretText}</small>
        </dd>
      </dl>
    </>
  );
  return show(visit, { title, main, cookies: [cookie] });
}

/** Throws `authentication_required` for any other token. An address that fails too often is not listened to for a while. */
async function checkBootstrap(token: string, { env, ip }: Visit): Promise<void> {
  checkFailures(ip);
  if ((await readBootstrap(token, env, await keyring(env))) !== null) return;
  await countFailure(env, ip);
  throw new Problem('authentication_required');
}
