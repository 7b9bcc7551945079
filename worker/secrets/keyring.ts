import { Problem } from '../http/problem.ts';

/** The keys that everything secret hangs on. None can be exported again. */
export interface Keyring {
  /** HMAC: the tag inside public ids. */
  readonly tag: CryptoKey;
  /** HMAC: the verifier of a credential. */
  readonly lookup: CryptoKey;
  /** AES-GCM: wraps the data key of each sealed secret. */
  readonly wrap: CryptoKey;
  /** AES-GCM: seals the session ids that clients hold. */
  readonly session: CryptoKey;
  /** HMAC: chains the lines of the audit. */
  readonly audit: CryptoKey;
  /** HMAC: makes the signing secrets of webhooks. */
  readonly webhook: CryptoKey;
  /** HMAC: signs the cursors of lists. */
  readonly cursor: CryptoKey;
  /** HMAC: tells requests apart that may hold somebody else's credential. */
  readonly print: CryptoKey;
  /** HMAC: signs the nonces that devices put into their proofs. */
  readonly nonce: CryptoKey;
}

/** Root secrets: 32 random bytes each, in base64. */
export interface RootSecrets {
  readonly MASTER_1: string;
  readonly KID_SECRET: string;
}

const rootBytes = 32;
const stem = 'keyharbor/v1';

let known: { readonly secrets: string; readonly keys: Promise<Keyring> } | undefined;

/**
 * The keyring of this deployment, derived once an isolate: HKDF-SHA-256 (RFC 5869) of the root secrets, one
 * `info` for each use.
 *
 * Rejects with `not_configured` where a root secret is missing or shorter than 32 bytes: better no service
 * than one with weak keys.
 */
export function keyring(env: RootSecrets): Promise<Keyring> {
  const secrets = `${env.MASTER_1}\n${env.KID_SECRET}`;
  if (known?.secrets !== secrets) known = { secrets, keys: derive(env) };
  return known.keys;
}

async function derive(env: RootSecrets): Promise<Keyring> {
  const [master, kid] = await Promise.all([root(env.MASTER_1), root(env.KID_SECRET)]);
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  const aes = { name: 'AES-GCM', length: 256 };
  const [tag, lookup, wrap, session, audit, cursor, webhook, print, nonce] = await Promise.all([
    subkey(kid, 'tag', hmac, ['sign']),
    subkey(master, 'lookup', hmac, ['sign']),
    subkey(master, 'kek', aes, ['encrypt', 'decrypt']),
    subkey(master, 'session', aes, ['encrypt', 'decrypt']),
    subkey(master, 'audit', hmac, ['sign']),
    subkey(master, 'cursor', hmac, ['sign']),
    subkey(master, 'webhook', hmac, ['sign']),
    subkey(master, 'print', hmac, ['sign']),
    subkey(master, 'nonce', hmac, ['sign']),
  ]);
  return { tag, lookup, wrap, session, audit, cursor, webhook, print, nonce };
}

function root(text: string | undefined): Promise<CryptoKey> {
  const bytes = decodeBase64(text ?? '');
  if (bytes === null || bytes.length < rootBytes) throw new Problem('not_configured');
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
}

function subkey(
  from: CryptoKey,
  use: string,
  algorithm: { name: string; hash?: string; length: number },
  usages: ('sign' | 'encrypt' | 'decrypt')[],
): Promise<CryptoKey> {
  const encode = new TextEncoder();
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: encode.encode(stem),
    info: encode.encode(`${stem}/${use}`),
  };
  return crypto.subtle.deriveKey(hkdf, from, algorithm, false, usages);
}

function decodeBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
