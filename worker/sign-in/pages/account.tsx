import type { Device } from '../../../shared/people/device.ts';
import type { PageSession } from '../../../shared/people/page-session.ts';
import { orThrow } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { readForm } from '../form.ts';
import { sayGrants } from '../say-grants.ts';
import { seeOther, show } from '../show.tsx';
import { agoIn, dateIn } from '../times.ts';
import { pageBy, type Known } from './need-sign-in.ts';
import { SignOut } from './sign-out.tsx';
import { hostOf, Ways } from './ways.tsx';

const mostDevices = 100;

/** `GET /account`: what one is here, by which ways, devices and browsers. */
export async function showAccount(visit: Known): Promise<Response> {
  const { env, words, signedIn } = visit;
  const { person } = signedIn;
  const [devices, sessions, grants] = await Promise.all([
    askDirectory(env, (directory) => directory.listDevices(person.id, null, mostDevices)).then(orThrow),
    askDirectory(env, (directory) => directory.listPageSessions(person.id)).then(orThrow),
    sayGrants(person.grants, visit),
  ]);
  const { account } = words;
  const main = (
    <>
      <h1>{person.name}</h1>
      <h2>{account.roles}</h2>
      <ul class="rows">
        {grants.map(({ role, where, may }) => (
          <li>
            <p>
              {words.grant(role, where)}
              <small>{may}</small>
            </p>
          </li>
        ))}
      </ul>
      <Devices visit={visit} devices={devices} />
      <Sessions visit={visit} sessions={sessions} />
      <Identities visit={visit} />
    </>
  );
  return show(visit, { title: account.title, main });
}

function Devices({ visit, devices }: { visit: Known; devices: readonly Device[] }) {
  const { words, language } = visit;
  const { account } = words;
  const kept = devices.filter(({ state }) => state !== 'revoked');
  return (
    <>
      <h2>{account.devices}</h2>
      {kept.length === 0 ? <p>{account.noDevices}</p> : null}
      <ul class="rows">
        {kept.map(({ id, name, state, usedAt }) => (
          <li>
            <p>
              {name}
              <small>
                {state === 'expired' ? account.expired : account.used(agoIn(language, usedAt, Date.now()))}
              </small>
            </p>
            <form method="post" action={`/account/devices/${id}`}>
              <button type="submit" class="small" aria-label={account.disconnectWhich(name)}>
                {account.disconnect}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <p>
        <a href="/pair">{account.connect}</a>
      </p>
    </>
  );
}

function Sessions({ visit, sessions }: { visit: Known; sessions: readonly PageSession[] }) {
  const { words, language, signedIn } = visit;
  const { account } = words;
  return (
    <>
      <h2>{account.sessions}</h2>
      <ul class="rows">
        {sessions.map(({ id, agent, createdAt }) => (
          <li>
            <p>
              {id === signedIn.session.id ? `${agent} · ${account.thisOne}` : agent}
              <small>{account.since(dateIn(language, createdAt))}</small>
            </p>
            {id === signedIn.session.id ? (
              <SignOut words={words} small />
            ) : (
              <form method="post" action={`/account/sessions/${id}`}>
                <button type="submit" class="small" aria-label={account.endWhich(agent)}>
                  {account.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Identities({ visit: { env, words, signedIn } }: { visit: Known }) {
  const { account } = words;
  const { identities } = signedIn.person;
  return (
    <>
      <h2>{account.ways}</h2>
      {identities.length === 0 ? <p class="note">{account.noWays}</p> : null}
      <ul class="rows">
        {identities.map(({ issuer, subject }) => (
          <li>
            <p class="issuer">
              {hostOf(issuer, words)}
              <small>{subject}</small>
            </p>
          </li>
        ))}
      </ul>
      <Ways env={env} words={words} to="/account" adds />
    </>
  );
}

/** `POST /account/devices/:id`: disconnected when it is answered. */
export async function disconnectDevice(visit: Known, id: string): Promise<Response> {
  const { request, env, signedIn } = visit;
  await readForm(request, env.GATEWAY);
  const { person } = signedIn;
  orThrow(await askDirectory(env, (each) => each.revokeDevice(id, person.id, pageBy(visit))));
  return seeOther('/account');
}

/** `POST /account/sessions/:id`: signed out there when it is answered. */
export async function endSession(visit: Known, id: string): Promise<Response> {
  const { request, env, signedIn } = visit;
  await readForm(request, env.GATEWAY);
  const { person } = signedIn;
  orThrow(await askDirectory(env, (each) => each.endPageSession(person.id, id, pageBy(visit))));
  return seeOther('/account');
}
