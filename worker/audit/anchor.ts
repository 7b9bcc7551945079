import { hexDigest, hexMac } from '../secrets/hex.ts';
import type { Keyring } from '../secrets/keyring.ts';

/** What an anchor vouches for of a line: that it is there, and with which hash. */
export interface AnchoredLine {
  /** Its rowid: lines are numbered in the order in which they were written. */
  readonly place: number;
  readonly opId: string;
  readonly subject: string;
  /** `null`: it is from before there were chains, and so has no `hash`. */
  readonly seq: number | null;
  readonly hash: string | null;
}

/** The last anchor, as its keeper outside the record knows it. */
export interface AnchorHead {
  readonly number: number;
  readonly mac: string;
}

/** Vouches for the lines after those of the anchor before it, up to the one at `upto`. */
export interface Anchor extends AnchorHead {
  /** Unix milliseconds. */
  readonly at: number;
  readonly upto: number;
  readonly lines: number;
  /** SHA-256 of the lines, 64 hexadecimal digits. */
  readonly digest: string;
  /** `mac` of the anchor before; empty for the first. */
  readonly prev: string;
}

/** Before the first anchor. */
export const noAnchor: AnchorHead = { number: 0, mac: '' };

/** `mac = HMAC-SHA-256(K_audit, all of the anchor || mac of the one before)`: nobody else can make one that fits. */
export async function sealAnchor(
  anchor: Omit<Anchor, 'mac'>,
  { audit }: Pick<Keyring, 'audit'>,
): Promise<Anchor> {
  const { number, at, upto, lines, digest, prev } = anchor;
  const text = JSON.stringify(['anchor/v1', number, at, upto, lines, digest, prev]); // No line of the audit reads like it.
  return { ...anchor, mac: await hexMac(audit, text) };
}

/** The digest of lines, in their order. */
export function digestOfLines(lines: readonly AnchoredLine[]): Promise<string> {
  return hexDigest(
    JSON.stringify(lines.map(({ place, opId, subject, seq, hash }) => [place, opId, subject, seq, hash])),
  );
}
