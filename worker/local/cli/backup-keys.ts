import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Failure } from '../failure.ts';

/** The raw point of the P-256 public key in a PEM file, as an export takes it. A private key's own is read as well. */
export function readPublicKey(file: string): string {
  const { x = '', y = '' } = jwkOf(file, (pem) => createPublicKey(pem));
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat(point).toString('base64url');
}

/** The P-256 private key in a PEM file. */
export async function readPrivateKey(file: string): Promise<CryptoKey> {
  const jwk = jwkOf(file, (pem) => createPrivateKey(pem));
  return crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
}

function jwkOf(file: string, parse: (pem: string) => KeyObject): JsonWebKey {
  try {
    const jwk = parse(readFileSync(file, 'utf8')).export({ format: 'jwk' });
    if (jwk.crv === 'P-256') return jwk;
  } catch {
    // Said below: what the system says of a key could quote it.
  }
  throw new Failure(
    `${file} holds no such P-256 key as PEM. Make one: openssl ecparam -name prime256v1 -genkey -noout`,
  );
}
