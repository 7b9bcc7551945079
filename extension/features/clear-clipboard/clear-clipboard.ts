/** What it takes to remember a text without keeping it, and to come back to it. */
export interface ClearClipboardDeps {
  /** Memory of the browser's session. Holds a digest, never a text. */
  readonly digest: {
    read(): Promise<string | null>;
    write(digest: string): Promise<void>;
    remove(): Promise<void>;
  };
  /** Has `clear` called in so many seconds, even if this page is gone by then. */
  readonly wake: (seconds: number) => Promise<void>;
  readonly readClipboard: () => Promise<string | null>;
  readonly writeClipboard: (text: string) => Promise<boolean>;
}

/** Takes what was copied off the clipboard after a while, if it is still there: whatever else is there is not ours. */
export function createClearClipboard({ digest, wake, readClipboard, writeClipboard }: ClearClipboardDeps) {
  return {
    /** `seconds`: 0 for never. Never rejects: a browser that cannot wake us leaves the clipboard alone. */
    async later(text: string, seconds: number): Promise<void> {
      if (seconds === 0) return;
      try {
        await digest.write(await digestOf(text));
        await wake(seconds);
      } catch {
        // Nothing is promised where the browser does not take part.
      }
    },

    async clear(): Promise<void> {
      const ours = await digest.read();
      const there = await readClipboard();
      if (ours !== null && there !== null && (await digestOf(there)) === ours) await writeClipboard('');
      await digest.remove();
    },
  };
}

/** SHA-256, hexadecimal. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
