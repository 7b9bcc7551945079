import { wordList } from './word-list.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The first 44 bits of a key's thumbprint (RFC 7638, 43 characters of URL-safe base64) as four words. Whoever sees the
 * same four in the extension and on the Worker's page is looking at one and the same device: another key with the same
 * words takes some ten million million tries, and a pairing lasts ten minutes.
 */
export function thumbprintWords(thumbprint: string): readonly string[] {
  const bits = thumbprint
    .slice(0, 8)
    .split('')
    .reduce((sum, digit) => sum * 64 + digits.indexOf(digit), 0); // 48 of them.
  return [37, 26, 15, 4].map((low) => wordList[Math.floor(bits / 2 ** low) % wordList.length] ?? '');
}
