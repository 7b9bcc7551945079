/** What a proof is for. */
export interface Proved {
  readonly method: string;
  /** Whole, with its query: what of it counts is taken here. */
  readonly url: string;
  /** What the Worker gave last; empty where it gave none yet. */
  readonly nonce: string;
  /** The access token that goes along; `null`: none does. */
  readonly token: string | null;
  /** Unix milliseconds by the Worker's clock. */
  readonly now: number;
}

/**
 * A DPoP proof for one request (RFC 9449, section 4.2), signed by the device's key: ES256, the public key inside.
 *
 * By hand, since a library for it would weigh more than all the rest of the popup; it is tested against one.
 */
export async function signProof({ privateKey, publicKey }: CryptoKeyPair, proved: Proved): Promise<string> {
  const { method, url, nonce, token, now } = proved;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const claims = {
    htm: method,
    htu: url.replace(/[?#].*/, ''),
    iat: Math.floor(now / 1000),
    jti: crypto.randomUUID(),
    nonce,
    ...(token !== null && { ath: encode(await crypto.subtle.digest('SHA-256', bytesOf(token))) }),
  };
  const head = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const signed = `${encodeJson(head)}.${encodeJson(claims)}`;
  // Two numbers of 32 bytes one after the other: what RFC 7518, section 3.4, wants.
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return `${signed}.${encode(await crypto.subtle.sign(algorithm, privateKey, bytesOf(signed)))}`;
}

/** The public key's thumbprint: RFC 7638, SHA-256 in URL-safe base64. */
export async function thumbprintOf({ publicKey }: CryptoKeyPair): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return encode(await crypto.subtle.digest('SHA-256', bytesOf(JSON.stringify({ crv, kty, x, y }))));
}

function encodeJson(value: object): string {
  return encode(bytesOf(JSON.stringify(value)).buffer);
}

function encode(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
