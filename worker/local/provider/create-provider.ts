import { Provider, type Configuration } from 'oidc-provider';

/** What a provider has to know of the Worker that it signs people in for. */
export interface ProviderOptions {
  /** Where it will listen, and its name: `http://localhost:8788`. */
  readonly issuer: string;
  readonly clientId: string;
  /** `null`: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | null;
  /** Where people are sent back to. */
  readonly redirectUri: string;
}

/** Who may sign in: whatever they call themselves, as long as they know the code. */
export const accountPattern = /^[a-z][a-z0-9._-]{0,31}$/;

/**
 * A real OpenID provider in memory: authorization code with PKCE, a signing key of its own each time, nothing to
 * consent to. Accounts are whatever `accountPattern` admits; `ana` has the verified address `ana@keyharbor.test`.
 */
export async function createProvider({ issuer, redirectUri, ...client }: ProviderOptions): Promise<Provider> {
  const provider = new Provider(issuer, {
    ...ways,
    jwks: { keys: [await signingKey()] },
    cookies: { keys: [crypto.randomUUID()] },
    clients: [
      {
        client_id: client.clientId,
        ...(client.clientSecret === null
          ? { token_endpoint_auth_method: 'none' }
          : { client_secret: client.clientSecret }),
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        require_auth_time: true, // The Worker wants to know how fresh a sign-in is.
      },
    ],
  });
  return provider;
}

const ways: Configuration = {
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
  responseTypes: ['code'],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
  ttl: {
    Session: 12 * 3600,
    Interaction: 600,
    Grant: 600,
    AuthorizationCode: 60,
    AccessToken: 60,
    IdToken: 300,
  },
  interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
  findAccount: (_context, accountId) => ({ accountId, claims: () => claimsOf(accountId) }),
  // Both ends are the same person's: there is nothing to consent to.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({
      clientId: oidc.client?.clientId ?? '',
      accountId: oidc.session?.accountId ?? '',
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
};

function claimsOf(accountId: string) {
  const email = `${accountId}@keyharbor.test`;
  return { sub: accountId, name: accountId, email, email_verified: true };
}

async function signingKey() {
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const { privateKey } = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  // Not what this half may be used for: the provider would say the same of the public one, which then verifies nothing.
  const { key_ops: _ops, ext: _ext, ...key } = await crypto.subtle.exportKey('jwk', privateKey);
  return { ...key, kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' };
}
