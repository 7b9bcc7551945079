import { readCredential } from '../../shared/credential/credential.ts';
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
 * What credentials name that this deployment may have made, by their digests, which open nothing: one that was read once need
 * not be again. Says nothing of whether they open anything.
 */
const known = new WeakMap<Keyring, Map<string, Known>>();

interface Known extends Named {
  readonly kind: CredentialKind;
}

/** The key, and the ticket of it, that `token` names; `null` where it is of none of `kinds` or was not made here. */
export async function nameCredential(
  token: string,
  kinds: readonly CredentialKind[],
  keys: Keyring,
): Promise<Named | null> {
  const bytes = await digest(token, keys);
  const found = known.get(keys)?.get(bytes.toHex()) ?? (await read(token, bytes, kinds, keys));
  return found !== null && kinds.includes(found.kind) ? found : null;
}

async function read(
  token: string,
  bytes: Uint8Array,
  kinds: readonly CredentialKind[],
  keys: Keyring,
): Promise<Known | null> {
  const credential = kinds.map((kind) => readCredential(kind, token)).find((each) => each !== null);
  if (credential === undefined || !(await isOurs(credential, keys))) return null;
  const { kind, parent, publicId } = credential;
  const isTicket = kind === 'ticket';
  const keyId = prefixes.key + (isTicket ? parent : publicId);
  const named = { kind, keyId, ticket: isTicket ? prefixes.ticketId + publicId : null, digest: bytes };
  return remember(named, keys);
}

function remember(named: Known, keys: Keyring): Known {
  const all = known.get(keys) ?? new Map<string, Known>();
  if (all.size >= mostKnown) all.clear();
  known.set(keys, all.set(named.digest.toHex(), named));
  return named;
}
