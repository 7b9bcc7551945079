import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { aboutParts, decrypt, encrypt } from './seal.ts';

const curve = { name: 'ECDH', namedCurve: 'P-256' };
const pointBytes = 65; // Uncompressed, SEC 1 section 2.3.3.

/**
 * Encrypts a key's secret so that only the holder of the private key can read it: an ephemeral P-256 key, ECDH,
 * HKDF-SHA-256, AES-256-GCM, bound to the key's id. `publicKey`: the raw point in URL-safe base64. Rejects where it is
 * none.
 */
export async function sealForAdmin(secret: string, keyId: string, publicKey: string): Promise<string> {
  const theirs = await crypto.subtle.importKey('raw', decodeBase64Url(publicKey), curve, false, []);
  const own = (await crypto.subtle.generateKey(curve, true, ['deriveBits'])) as CryptoKeyPair; // An asymmetric one.
  const point = new Uint8Array((await crypto.subtle.exportKey('raw', own.publicKey)) as ArrayBuffer); // Raw is bytes.
  const key = await agree(own.privateKey, theirs, keyId);
  const sealed = await encrypt(key, new TextEncoder().encode(secret), about(keyId));
  return encodeBase64Url(new Uint8Array([...point, ...sealed]));
}

/** Reads it back, wherever the private key is. Rejects where it is another, the key id is, or a byte was changed. */
export async function openAsAdmin(sealed: string, keyId: string, privateKey: CryptoKey): Promise<string> {
  const bytes = decodeBase64Url(sealed);
  const theirs = await crypto.subtle.importKey('raw', bytes.slice(0, pointBytes), curve, false, []);
  const key = await agree(privateKey, theirs, keyId);
  return new TextDecoder().decode(await decrypt(key, bytes.slice(pointBytes), about(keyId)));
}

async function agree(privateKey: CryptoKey, publicKey: CryptoKey, keyId: string): Promise<CryptoKey> {
  // Both names: workerd's types and the standard's spell the field differently.
  const ecdh = { name: 'ECDH', public: publicKey, $public: publicKey };
  const shared = await crypto.subtle.deriveBits(ecdh, privateKey, 256);
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: about(keyId) };
  return crypto.subtle.deriveKey(hkdf, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function about(keyId: string): Uint8Array {
  return aboutParts('keyharbor', 'v1', 'export', keyId);
}
