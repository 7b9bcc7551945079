import { readCredential, type Credential } from '../../shared/credential/credential.ts';
import { type CredentialKind } from '../../shared/credential/shape.ts';
import { prefixes } from '../../shared/ids.ts';
import type { Keyring } from './keyring.ts';
import { isOurs } from './mint.ts';
import { digest } from './verifier.ts';

/** A credential that this deployment may have issued; only its gate knows whether it did. */
export interface Named {
  readonly keyId: string;
  /** `tkt_…`; `null`: it is the key's own secret. */
  readonly ticket: string | null;
  readonly digest: Uint8Array;
}

/** More are not remembered at once. */
const mostKnown = 1_000;

/**
 * Credentials whose ids this deployment made, by their digests, which open nothing: an id that was looked at once need not be
 * again. Says nothing of whether they open anything.
 */
const known = new WeakMap<Keyring, Set<string>>();

/** The key, and the ticket of it, that `token` names; `null` where it is of none of `kinds` or was not made here. */
export async function nameCredential(
  token: string,
  kinds: readonly CredentialKind[],
  keys: Keyring,
): Promise<Named | null> {
  const credential = kinds.map((kind) => readCredential(kind, token)).find((each) => each !== null);
  if (credential === undefined) return null;
  const bytes = await digest(token, keys);
  if (!(await isKnown(credential, bytes, keys))) return null;
  const { kind, parent, publicId } = credential;
  const isTicket = kind === 'ticket';
  return {
    keyId: prefixes.key + (isTicket ? parent : publicId),
    ticket: isTicket ? prefixes.ticketId + publicId : null,
    digest: bytes,
  };
}

async function isKnown(credential: Credential, bytes: Uint8Array, keys: Keyring): Promise<boolean> {
  const all = known.get(keys) ?? new Set();
  const name = bytes.toHex();
  if (all.has(name)) return true;
  if (!(await isOurs(credential, keys))) return false;
  if (all.size >= mostKnown) all.clear();
  known.set(keys, all.add(name));
  return true;
}
