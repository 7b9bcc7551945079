import { base64url, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

/** A key of a device, and how it signs: by the library, so that what the extension writes by hand has a second opinion. */
export interface ProvingKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

export async function givenProvingKey(): Promise<ProvingKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

export interface ProofParts {
  readonly method: string;
  readonly url: string;
  readonly nonce?: string;
  /** What is sent as `Authorization: DPoP …`. */
  readonly token?: string;
  /** Instead of what is right. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: object;
}

/** A DPoP proof, right in every respect that `claims` and `header` do not change. */
export async function prove({ privateKey, jwk }: ProvingKey, parts: ProofParts): Promise<string> {
  const { method: htm, url: htu, nonce, token, claims, header } = parts;
  const ath = token === undefined ? {} : { ath: await hashOf(token) };
  const iat = Math.floor(Date.now() / 1000);
  return new SignJWT({
    htm,
    htu,
    iat,
    jti: crypto.randomUUID(),
    ...ath,
    ...(nonce !== undefined && { nonce }),
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(privateKey);
}

async function hashOf(token: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(bytes));
}
