import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { vi } from 'vitest';

export const issuer = 'https://idp.test';

/** What is changed about an answer that would be right. */
export interface Twist {
  readonly claims?: JWTPayload;
  readonly header?: JWTHeaderParameters;
  /** Signs with a key that nobody knows. */
  readonly forged?: boolean;
  /** The answer of the token endpoint instead of the right one. */
  readonly token?: () => Response;
  /** What the user info endpoint tells. */
  readonly about?: object;
}

export interface AskedProvider {
  readonly url: string;
  readonly headers: Headers;
  readonly form: URLSearchParams;
}

const known = await generateKeyPair('RS256', { extractable: true });
const unknown = await generateKeyPair('RS256', { extractable: true });
const publicKey = { ...(await exportJWK(known.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };

const discovery = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  userinfo_endpoint: `${issuer}/me`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['RS256'],
  authorization_response_iss_parameter_supported: true,
};

/** A JWT of the stand-ins: right in every respect that `twist` does not change. */
export async function sign(claims: JWTPayload, { header, forged = false }: Twist = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iat: now, exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', ...header })
    .sign((forged ? unknown : known).privateKey);
}

/**
 * Stands in for an OpenID provider, so that it can lie: vouches for `subject`, with an address that joins. The real one is
 * in the journeys. `nonce` is what the browser was sent there with.
 */
export function givenProvider(subject: string, nonce: () => string, twist: Twist = {}) {
  const asked: AskedProvider[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const form = new URLSearchParams(new TextDecoder().decode(await request.clone().arrayBuffer()));
    asked.push({ url: request.url, headers: request.headers, form });
    const { pathname } = new URL(request.url);
    if (pathname === '/.well-known/openid-configuration') return Response.json(discovery);
    if (pathname === '/keys') return keySet();
    if (pathname === '/me') return Response.json({ sub: subject, ...(twist.about ?? verified(subject)) });
    if (pathname === '/token') return twist.token?.() ?? Response.json(await tokens(subject, nonce(), twist));
    return new Response(null, { status: 404 });
  });
  return asked;
}

export const keySet = () => Response.json({ keys: [publicKey] });

const verified = (subject: string) => ({
  name: subject,
  email: `${subject}@joins.test`,
  email_verified: true,
});

async function tokens(subject: string, nonce: string, twist: Twist) {
  const claims = { iss: issuer, aud: 'keyharbor', sub: subject, nonce, ...twist.claims };
  return { access_token: 'at', token_type: 'Bearer', expires_in: 60, id_token: await sign(claims, twist) };
}
