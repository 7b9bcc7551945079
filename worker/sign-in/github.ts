import * as oauth from 'oauth4webapi';
import * as v from 'valibot';

import { askProvider, signInFailed } from './ask-provider.ts';
import { authorizationUrl, exchangeCode } from './code-flow.ts';
import type { Flow, FlowSecrets } from './flow.ts';
import { nameFrom, type Vouched } from './vouched.ts';

/** GitHub is an OAuth server, no OpenID provider of people: it has no ID token, and nothing to discover. */
const server: oauth.AuthorizationServer = {
  issuer: 'https://github.com/login/oauth', // What GitHub says of itself since April 2026 (RFC 9207).
  authorization_endpoint: 'https://github.com/login/oauth/authorize',
  token_endpoint: 'https://github.com/login/oauth/access_token',
};
const userUrl = 'https://api.github.com/user';

/** The login is a name that its owner may give up and somebody else take: only the number is who they are. */
const userSchema = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  login: v.string(),
  name: v.nullish(v.string()),
});

/**
 * Signing in by GitHub: code with PKCE, then one look at `/user`; the token is dropped. A person is known by the number of
 * their account. GitHub does not tell when somebody last proved who they are: it counts as now.
 */
export function createGithub(env: Env, redirectUri: string): Flow {
  const proof = oauth.ClientSecretPost(env.GITHUB_CLIENT_SECRET ?? '');
  const options = { [oauth.customFetch]: askProvider };
  const client = { server, clientId: env.GITHUB_CLIENT_ID, proof, redirectUri, options };

  return {
    begin: (secrets, again) => authorizationUrl(client, secrets, again ? { prompt: 'select_account' } : {}),
    finish: (parameters, secrets) => finish(parameters, secrets).catch(signInFailed),
  };

  async function finish(parameters: URLSearchParams, secrets: FlowSecrets): Promise<Vouched> {
    const { access_token: token } = await exchangeCode(client, parameters, secrets);
    const headers = {
      authorization: `Bearer ${token}`,
      'user-agent': 'keyharbor',
      accept: 'application/json',
    };
    const answer = await askProvider(userUrl, { headers });
    if (!answer.ok) throw new Error(`GitHub answers ${answer.status}`);
    const { id, login, name } = v.parse(userSchema, await answer.json());
    const identity = { issuer: 'https://github.com', subject: String(id) };
    return { identity, name: nameFrom(name, login), email: null, signedInAt: Date.now() };
  }
}
