const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Bytes at or above this would favour the first digits: 256 is no multiple of 62. */
const fairLimit = 248;

/** `value` in base 62, zero-padded to `width` digits. `value`: a safe integer below 62 to the power of `width`. */
export function base62(value: number, width: number): string {
  let text = '';
  for (let rest = value; text.length < width; rest = Math.floor(rest / digits.length)) {
    text = (digits[rest % digits.length] ?? '') + text;
  }
  return text;
}

/**
 * `length` evenly distributed base 62 digits, 5.95 bits each.
 *
 * `randomBytes(n)` gives n bytes from a cryptographic source; bytes that would skew the digits are thrown away.
 */
export function randomBase62(length: number, randomBytes: (count: number) => Uint8Array): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fairLimit && text.length < length) text += digits[byte % digits.length] ?? '';
    }
  }
  return text;
}
