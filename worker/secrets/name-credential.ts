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

/** The key, and the ticket of it, that `token` names; `null` where it is of none of `kinds` or was not made here. */
export async function nameCredential(
  token: string,
  kinds: readonly CredentialKind[],
  keys: Keyring,
): Promise<Named | null> {
  const credential = kinds.map((kind) => readCredential(kind, token)).find((each) => each !== null);
  if (credential === undefined || !(await isOurs(credential, keys))) return null;
  const { kind, parent, publicId } = credential;
  const isTicket = kind === 'ticket';
  return {
    keyId: prefixes.key + (isTicket ? parent : publicId),
    ticket: isTicket ? prefixes.ticketId + publicId : null,
    digest: await digest(token, keys),
  };
}
