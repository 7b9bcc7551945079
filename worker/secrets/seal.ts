import * as v from 'valibot';

import type { Keyring } from './keyring.ts';
import { randomBytes } from './mint.ts';

const ivBytes = 12;
const bytes = v.instance(Uint8Array);

/** A secret as a gate stores it: encrypted under a data key of its own, which is encrypted under the keyring. */
export const sealedSchema = v.object({
  /** What it is bound to: 2 adds the revision of the secret. */
  version: v.picklist([1, 2]),
  /** Which master the data key is wrapped under. */
  master: v.literal(1),
  secret: bytes,
  dataKey: bytes,
});
export type Sealed = v.InferOutput<typeof sealedSchema>;

/** What a sealed secret belongs to: opening it under any other owner fails. */
export interface Owner {
  readonly projectId: string;
  readonly keyId: string;
  /** Which of the key's secrets it is, from 1: an older one does not open as the current. */
  readonly secretRev: number;
  /** `tkt_…`, where it is the secret of a ticket. */
  readonly ticketId?: string;
}

/** Seals `secret` for `owner`: AES-256-GCM, twice, bound to the owner by the associated data. */
export async function seal(secret: string, owner: Owner, { wrap }: Pick<Keyring, 'wrap'>): Promise<Sealed> {
  const raw = randomBytes(32);
  const dataKey = await importDataKey(raw);
  return {
    version: 2,
    master: 1,
    secret: await encrypt(dataKey, new TextEncoder().encode(secret), context(2, 'secret', owner)),
    dataKey: await encrypt(wrap, raw, context(2, 'wrap/1', owner)),
  };
}

/** Opens what `seal` made. Rejects where the owner is another, the master is, or a byte was changed. */
export async function open(sealed: Sealed, owner: Owner, { wrap }: Pick<Keyring, 'wrap'>): Promise<string> {
  const about = (purpose: string) => context(sealed.version, purpose, owner);
  const dataKey = await importDataKey(await decrypt(wrap, sealed.dataKey, about('wrap/1')));
  return new TextDecoder().decode(await decrypt(dataKey, sealed.secret, about('secret')));
}

/** Encrypts, with the random IV in front. `about` must be the same again to decrypt. */
export async function encrypt(
  key: CryptoKey,
  plain: Uint8Array,
  about: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = randomBytes(ivBytes);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about }, key, plain);
  const out = new Uint8Array(ivBytes + sealed.byteLength);
  out.set(iv);
  out.set(new Uint8Array(sealed), ivBytes);
  return out;
}

/** Rejects where key, bytes or `about` are not those of `encrypt`. */
export async function decrypt(
  key: CryptoKey,
  sealed: Uint8Array,
  about: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.slice(0, ivBytes);
  const params = { name: 'AES-GCM', iv, additionalData: about };
  return new Uint8Array(await crypto.subtle.decrypt(params, key, sealed.slice(ivBytes)));
}

/** Length-prefixed, so that no two lists of parts can read alike. */
export function aboutParts(...parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(parts.map((part) => `${part.length}:${part}`).join(''));
}

function context(version: Sealed['version'], use: string, owner: Owner): Uint8Array {
  const { projectId, keyId, ticketId, secretRev } = owner;
  const purpose = ticketId === undefined ? use : `ticket/${use}`;
  const place = ticketId === undefined ? [projectId, keyId] : [projectId, keyId, ticketId];
  const parts = ['keyharbor', `v${version}`, purpose, ...place];
  return version === 1 ? aboutParts(...parts) : aboutParts(...parts, String(secretRev));
}

function importDataKey(raw: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
