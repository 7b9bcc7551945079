import type { Stored } from '../../platform/stored.ts';

/** Memory of the browser's session. Holds a digest of what was copied, never a text. */
export type CopiedDigest = Stored<string>;

export interface ClearLaterDeps {
  readonly digest: Pick<CopiedDigest, 'write'>;
  /** Has the clipboard cleared in so many seconds, even if this page is gone by then. */
  readonly wake: (seconds: number) => Promise<void>;
}

/**
 * Remembers a text without keeping it, to come back to it. `seconds`: 0 for never. Never rejects: a browser that cannot
 * wake us leaves the clipboard alone.
 */
export async function clearLater(
  text: string,
  seconds: number,
  { digest, wake }: ClearLaterDeps,
): Promise<void> {
  if (seconds === 0) return;
  try {
    await digest.write(await digestOf(text));
    await wake(seconds);
  } catch {
    // Nothing is promised where the browser does not take part.
  }
}

export interface ClearClipboardDeps {
  readonly digest: CopiedDigest;
  readonly readClipboard: () => Promise<string | null>;
  readonly writeClipboard: (text: string) => Promise<boolean>;
}

/** Takes what was copied off the clipboard, if it is still there: whatever else is there is not ours. */
export async function clearClipboard({
  digest,
  readClipboard,
  writeClipboard,
}: ClearClipboardDeps): Promise<void> {
  const ours = await digest.read();
  const there = await readClipboard();
  if (ours !== null && there !== null && (await digestOf(there)) === ours) await writeClipboard('');
  await digest.remove();
}

/** SHA-256, hexadecimal. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
