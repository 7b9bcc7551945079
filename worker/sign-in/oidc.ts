import * as oauth from 'oauth4webapi';
import * as v from 'valibot';

import { isLoopback } from '../http/doors.ts';
import { askProvider, signInFailed } from './ask-provider.ts';
import { authorizationUrl, exchangeCode } from './code-flow.ts';
import type { Flow, FlowSecrets } from './flow.ts';
import { verifyJwt } from './verify-jwt.ts';
import { nameFrom, type Vouched } from './vouched.ts';

const scope = 'openid profile email';

/** What may sign an ID token. Symmetric ones would be signed by our own secret, and `none` by nobody. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const claimsSchema = v.object({
  name: v.optional(v.string()),
  preferred_username: v.optional(v.string()),
  email: v.optional(v.string()),
  email_verified: v.optional(v.union([v.boolean(), v.string()])),
  auth_time: v.optional(v.number()),
});
type Claims = v.InferOutput<typeof claimsSchema>;

/**
 * Signing in by the OpenID provider of the deployment: discovery, code with PKCE, `nonce`, and `iss` of the answer
 * (OpenID Connect Core, RFC 7636, RFC 9207). The signature of the ID token is checked, too.
 */
export function createOidc(env: Env, redirectUri: string): Flow {
  const clientId = env.OIDC_CLIENT_ID;
  const options = {
    [oauth.customFetch]: askProvider,
    [oauth.allowInsecureRequests]: isLocal(env.OIDC_ISSUER),
  };
  const discovered = () => discover(env.OIDC_ISSUER, options);

  return {
    async begin(secrets, again) {
      const server = await discovered().catch(signInFailed);
      const freshly = again ? { prompt: 'login', max_age: '0' } : {};
      const more = { scope, nonce: secrets.nonce, ...freshly };
      return authorizationUrl({ server, clientId, redirectUri }, secrets, more);
    },

    finish: (parameters, secrets) => finish(parameters, secrets).catch(signInFailed),
  };

  async function finish(parameters: URLSearchParams, secrets: FlowSecrets): Promise<Vouched> {
    const server = await discovered();
    const client = { server, clientId, redirectUri, options, proof: proofOf(env.OIDC_CLIENT_SECRET, server) };
    const expected = { expectedNonce: secrets.nonce, requireIdToken: true };
    const tokens = await exchangeCode(client, parameters, secrets, expected);
    const signed = { issuer: server.issuer, audience: clientId, algorithms };
    const payload = await verifyJwt(tokens.id_token ?? '', server.jwks_uri ?? '', signed, env);
    const claims = v.parse(claimsSchema, payload);
    const identity = { issuer: server.issuer, subject: payload.sub ?? '' };
    const about =
      claims.email === undefined ? await ask(server, tokens.access_token, identity.subject) : claims;
    return vouchedFor(identity, { ...claims, ...about }, claims.auth_time);
  }

  /** What the provider tells of somebody apart from the ID token; nothing where it has no place to ask. */
  async function ask(server: oauth.AuthorizationServer, token: string, subject: string): Promise<Claims> {
    if (server.userinfo_endpoint === undefined) return {};
    const client = { client_id: clientId };
    const answer = await oauth.userInfoRequest(server, client, token, options);
    return v.parse(claimsSchema, await oauth.processUserInfoResponse(server, client, subject, answer));
  }
}

function vouchedFor(identity: Vouched['identity'], claims: Claims, authTime: number | undefined): Vouched {
  const { email, email_verified: isVerified } = claims;
  const now = Date.now();
  return {
    identity,
    name: nameFrom(claims.name, claims.preferred_username, email, identity.subject),
    email: email !== undefined && String(isVerified) === 'true' ? email : null,
    // A provider that does not say when has at least sent them back now.
    signedInAt: authTime === undefined ? now : Math.min(authTime * 1000, now),
  };
}

const knownMs = 10 * 60_000;
/** Of this isolate alone, to spare asking. */
const known = new Map<string, { readonly server: oauth.AuthorizationServer; readonly until: number }>();

async function discover(
  issuer: string,
  options: oauth.DiscoveryRequestOptions,
): Promise<oauth.AuthorizationServer> {
  const kept = known.get(issuer);
  if (kept !== undefined && kept.until > Date.now()) return kept.server;
  const answer = await oauth.discoveryRequest(new URL(issuer), options);
  const server = await oauth.processDiscoveryResponse(new URL(issuer), answer);
  known.set(issuer, { server, until: Date.now() + knownMs });
  return server;
}

/** How the deployment proves that it is the client: as the provider takes it, by a header where it takes anything. */
function proofOf(secret: string | undefined, server: oauth.AuthorizationServer): oauth.ClientAuth {
  if (secret === undefined || secret === '') return oauth.None();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? oauth.ClientSecretBasic(secret)
    : oauth.ClientSecretPost(secret);
}

/** Only a provider on this very machine is asked without TLS. */
function isLocal(issuer: string): boolean {
  const url = new URL(issuer);
  return url.protocol === 'http:' && isLoopback(url);
}
