import { orThrow, Problem } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { keyring } from '../../secrets/keyring.ts';
import { sayGrants } from '../say-grants.ts';
import { show } from '../show.tsx';
import { dateIn } from '../times.ts';
import { digestOf, tokenPattern } from '../tokens.ts';
import type { Visit } from '../visit.ts';
import { SignOut } from './sign-out.tsx';
import { Ways } from './ways.tsx';

/** `GET /invitations/:token`: what is offered, and by whom to sign in to take it up. Looking does not use it up. */
export async function showInvitation(visit: Visit, token: string): Promise<Response> {
  const { env, words, language, signedIn } = visit;
  if (!tokenPattern.test(token)) throw new Problem('invitation_invalid');
  const digest = await digestOf('invitation', token, await keyring(env));
  const invitation = orThrow(await askDirectory(env, (directory) => directory.openInvitation(digest)));
  const grants = await sayGrants(invitation.grants, visit);
  const { title, intro, as, until, other } = words.invitation;
  const main = (
    <>
      <h1>{title}</h1>
      <p>{intro(invitation.name)}</p>
      <h2>{as}</h2>
      <ul>
        {grants.map(({ role, where, may }) => (
          <li>{words.grantTo(role, where, may)}</li>
        ))}
      </ul>
      {signedIn === null ? (
        <Ways env={env} words={words} to="/account" invitation={token} />
      ) : (
        <>
          <p class="note">{other(signedIn.person.name)}</p>
          <SignOut words={words} />
        </>
      )}
      <p>
        <small>{until(dateIn(language, invitation.expiresAt))}</small>
      </p>
    </>
  );
  return show(visit, { title, main });
}
