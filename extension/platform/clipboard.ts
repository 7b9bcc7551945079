/** Rejects where the browser denies the clipboard. */
export function writeClipboard(text: string): Promise<void> {
  return navigator.clipboard.writeText(text);
}
