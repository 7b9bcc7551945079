import { prefixes } from '../ids.ts';
import { base62 } from './base62.ts';
import { crc32 } from './crc32.ts';
import { lengths, partsOf, type CredentialKind } from './shape.ts';

/** What can be told of a credential by looking at it. Says nothing about whether it was ever issued. */
export interface Credential extends Parts {
  readonly kind: CredentialKind;
  /** What names it in public: random id and keyed tag. 16 characters; of a ticket 11, which name it among its key's. */
  readonly publicId: string;
}

/** The public parts. `parent`: the public id of the key that a ticket belongs to; empty for other kinds. */
export interface Parts {
  readonly parent: string;
  readonly random: string;
  readonly tag: string;
}

/**
 * Puts the parts together: `khk_` + random 11 + tag 5 + `_` + secret 43 + CRC32 of all before it, 6: 70 characters.
 * A ticket: `kht_` + key 16 + `_` + random 6 + tag 5 + secret 43 + CRC32: 81 characters.
 *
 * The checksum lets scanners and forms find typing errors without asking anybody.
 */
export function writeCredential(
  kind: CredentialKind,
  { parent = '', random, tag, secret }: Omit<Parts, 'parent'> & { parent?: string; secret: string },
): string {
  const name = kind === 'ticket' ? `${parent}_${random}${tag}` : `${random}${tag}_`;
  const body = prefixes[kind] + name + secret;
  return body + base62(crc32(body), lengths.checksum);
}

/** Reads a credential back, or `null` where prefix, shape or checksum is off. */
export function readCredential(kind: CredentialKind, text: string): Credential | null {
  const parts = partsOf(kind, text);
  if (parts === null) return null;
  const body = text.slice(0, -lengths.checksum);
  if (text.slice(-lengths.checksum) !== base62(crc32(body), lengths.checksum)) return null;
  return { kind, publicId: parts.random + parts.tag, ...parts };
}

/** `khk_0aB3…x9Yz`: enough to tell two keys apart, too little to be one. */
export function maskCredential(text: string): string {
  return `${text.slice(0, 8)}…${text.slice(-4)}`;
}
