/** A secret scanner with a key of its own: signs as GitHub does, ECDSA P-256 with SHA-256, in DER and base64. */
export async function signer() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  // Of an asymmetric algorithm, so it is a pair; the type has both.
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const spki = new Uint8Array((await crypto.subtle.exportKey('spki', pair.publicKey)) as ArrayBuffer);
  return {
    /** The public key, framed as PEM. */
    spki: `-----BEGIN PUBLIC KEY-----\n${base64(spki)}\n-----END PUBLIC KEY-----\n`,
    async sign(body: Uint8Array): Promise<string> {
      const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, body);
      return base64(derOf(new Uint8Array(raw)));
    },
  };
}

/** `SEQUENCE { INTEGER r, INTEGER s }` of the two halves. */
export function derOf(raw: Uint8Array): Uint8Array {
  const numbers = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.from([0x30, numbers.length, ...numbers]);
}

function integer(bytes: Uint8Array): number[] {
  const digits = [...bytes];
  while (digits.length > 1 && digits[0] === 0) digits.shift();
  if ((digits[0] ?? 0) >= 0x80) digits.unshift(0);
  return [0x02, digits.length, ...digits];
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
