import { providersOf, type ProviderId } from '../providers.ts';
import type { Visit } from '../visit.ts';

/** Who vouches, as people know them: by their host. */
export function hostOf(issuer: string, { thisMachine }: Visit['words']): string {
  const { hostname, host } = new URL(issuer);
  return hostname === 'localhost' ? thisMachine : host;
}

export interface WaysProps extends Pick<Visit, 'env' | 'words'> {
  /** Where to go afterwards. */
  readonly to: string;
  /** People are asked who they are even if the provider knows. */
  readonly again?: boolean;
  /** The token of an invitation. */
  readonly invitation?: string;
  /** The way is added to whoever is signed in. */
  readonly adds?: boolean;
}

/** A button for each provider that the deployment has. */
export function Ways({ env, words, to, again = false, invitation, adds = false }: WaysProps) {
  const ids = providersOf(env);
  if (ids.length === 0) return <p class="note">{words.signIn.none}</p>;
  const say = adds ? words.account.add : words.signIn.by;
  const host = (id: ProviderId) => (id === 'oidc' ? hostOf(env.OIDC_ISSUER, words) : '');
  return (
    <div class="ways">
      {ids.map((id, at) => (
        <form method="post" action={`/sign-in/${id}`}>
          <input type="hidden" name="to" value={to} />
          {again ? <input type="hidden" name="again" value="yes" /> : null}
          {adds ? <input type="hidden" name="adds" value="yes" /> : null}
          {invitation === undefined ? null : <input type="hidden" name="invitation" value={invitation} />}
          <button type="submit" class={at === 0 && !adds ? 'primary' : 'plain'}>
            {say[id](host(id))}
          </button>
        </form>
      ))}
    </div>
  );
}
