const encoder = new TextEncoder();

/** HMAC-SHA-256 of a text under `key`: 64 hexadecimal digits. */
export async function hexMac(key: CryptoKey, text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))).toHex();
}

/** SHA-256 of a text: 64 hexadecimal digits. */
export async function hexDigest(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))).toHex();
}
