import { encodeBase64Url } from '../secrets/base64url.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { randomBytes } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';

/** What a token of the pages is for; one kind is never taken for another. */
export type TokenKind = 'attempt' | 'session' | 'invitation';

/** 256 random bits in URL-safe base64. */
export const tokenPattern = /^[\w-]{43}$/;

export function newToken(): string {
  return encodeBase64Url(randomBytes(32));
}

/** What the directory keeps instead of the token: a keyed digest, in URL-safe base64. */
export async function digestOf(
  kind: TokenKind,
  token: string,
  keys: Pick<Keyring, 'lookup'>,
): Promise<string> {
  return encodeBase64Url(await digest(`page ${kind} ${token}`, keys));
}
