import { prefixes } from '../ids.ts';
import { base62 } from './base62.ts';
import { crc32 } from './crc32.ts';

export const credentialKinds = ['apiKey', 'consoleToken'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Characters of each part: random id, keyed tag over it, secret (256 bits), checksum. */
export const lengths = { random: 11, tag: 5, secret: 43, checksum: 6 } as const;

const shapes = {
  apiKey: shape(prefixes.apiKey),
  consoleToken: shape(prefixes.consoleToken),
} as const;

/** What can be told of a credential by looking at it. Says nothing about whether it was ever issued. */
export interface Credential {
  readonly kind: CredentialKind;
  /** The 16 characters that name it in public: random id and keyed tag. */
  readonly publicId: string;
  readonly random: string;
  readonly tag: string;
}

/**
 * Puts the parts together: `khk_` + random 11 + tag 5 + `_` + secret 43 + CRC32 of all before it, 6: 70 characters.
 *
 * The checksum lets scanners and forms find typing errors without asking anybody.
 */
export function writeCredential(
  kind: CredentialKind,
  parts: { random: string; tag: string; secret: string },
): string {
  const body = `${prefixes[kind]}${parts.random}${parts.tag}_${parts.secret}`;
  return body + base62(crc32(body), lengths.checksum);
}

/** Reads a credential back, or `null` where prefix, shape or checksum is off. */
export function readCredential(kind: CredentialKind, text: string): Credential | null {
  const match = shapes[kind].exec(text);
  const [, random, tag] = match ?? [];
  if (random === undefined || tag === undefined) return null;
  const body = text.slice(0, -lengths.checksum);
  if (text.slice(-lengths.checksum) !== base62(crc32(body), lengths.checksum)) return null;
  return { kind, publicId: random + tag, random, tag };
}

/** `khk_0aB3…x9Yz`: enough to tell two keys apart, too little to be one. */
export function maskCredential(text: string): string {
  return `${text.slice(0, 8)}…${text.slice(-4)}`;
}

function shape(prefix: string): RegExp {
  const { random, tag, secret, checksum } = lengths;
  return new RegExp(
    `^${prefix}([0-9A-Za-z]{${random}})([0-9A-Za-z]{${tag}})_[0-9A-Za-z]{${secret + checksum}}$`,
  );
}
