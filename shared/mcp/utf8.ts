const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); // One for all: each costs more than what it decodes.

/** The text that `bytes` are in UTF-8, to the byte: a byte order mark is kept. `null` where they are none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
