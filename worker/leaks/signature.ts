import * as v from 'valibot';

/** Whose reports are taken: the key id that a reporter names, and its ECDSA P-256 public key (SPKI, in base64 or PEM). */
const reportersSchema = v.record(v.string(), v.string());

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const numberBytes = 32;

/**
 * Whether `body` was signed by the reporter called `keyId`: ECDSA with SHA-256, the signature in DER and base64, as
 * GitHub's secret scanning sends it. Never throws: what cannot be checked was not signed.
 */
export async function isSigned(
  body: Uint8Array,
  { keyId, signature }: { keyId: string; signature: string },
  reporters: string,
): Promise<boolean> {
  try {
    const known = v.parse(reportersSchema, JSON.parse(reporters));
    const spki = Object.hasOwn(known, keyId) ? (known[keyId] ?? '') : '';
    const key = await crypto.subtle.importKey('spki', bytesOf(withoutFrame(spki)), algorithm, false, [
      'verify',
    ]);
    const hash = { name: 'ECDSA', hash: 'SHA-256' };
    return await crypto.subtle.verify(hash, key, rawSignature(bytesOf(signature)), body);
  } catch {
    return false; // No such reporter, no such key, no such signature: all the same.
  }
}

/** PEM is base64 in a frame (RFC 7468). */
function withoutFrame(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/**
 * `r` and `s` one after the other, as WebCrypto wants them, out of `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279, section
 * 2.2.3). Both are short enough for one byte of length.
 */
function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const [r, after] = readInteger(der, 2);
  const [s, end] = readInteger(der, after);
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || end !== der.length) throw new Error('not a signature');
  const raw = new Uint8Array(2 * numberBytes);
  raw.set(r, numberBytes - r.length);
  raw.set(s, 2 * numberBytes - s.length);
  return raw;
}

/** The number at `at`, and where it ends. A leading zero only says that it is positive. */
function readInteger(der: Uint8Array, at: number): [Uint8Array, number] {
  const [tag, length = 0] = der.subarray(at, at + 2);
  const end = at + 2 + length;
  const digits = der.subarray(at + 2, end);
  const number = digits[0] === 0 ? digits.subarray(1) : digits;
  if (tag !== 0x02 || end > der.length || number.length > numberBytes) throw new Error('not a number');
  return [number, end];
}
