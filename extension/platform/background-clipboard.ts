import { browser } from './browser.ts';

/** What the background asks of the offscreen page: to write `text`, or to read where it is `null`. */
export interface ClipboardRequest {
  readonly target: 'offscreen';
  readonly text: string | null;
}

const page = 'offscreen.html';
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts text on the clipboard where no page of ours has the focus; `false` where the browser does not let us. Needs the
 * permission `clipboardWrite`.
 */
export async function writeFromBackground(text: string): Promise<boolean> {
  return inTurn(async () => {
    if (!('clipboard' in navigator)) return (await askOffscreen(text)) === true;
    await navigator.clipboard.writeText(text);
    return true;
  }, false);
}

/** What is on the clipboard; `null` where the browser does not tell. Needs the permission `clipboardRead`. */
export async function readFromBackground(): Promise<string | null> {
  return inTurn(async () => {
    if ('clipboard' in navigator) return navigator.clipboard.readText();
    const found = await askOffscreen(null);
    return typeof found === 'string' ? found : null;
  }, null);
}

/** One after the other: there may be only one offscreen page. Never rejects. */
function inTurn<T>(act: () => Promise<T>, denied: T): Promise<T> {
  const run = last.then(act).catch(() => denied);
  last = run;
  return run;
}

/** Chromium's background has no clipboard, so a hidden page does it. */
async function askOffscreen(text: string | null): Promise<unknown> {
  try {
    await openOffscreen();
    const request: ClipboardRequest = { target: 'offscreen', text };
    return await browser.runtime.sendMessage(request);
  } finally {
    await browser.offscreen.closeDocument().catch(() => undefined); // Not open: as it should be.
  }
}

async function openOffscreen(): Promise<void> {
  const opening = browser.offscreen.createDocument({
    url: page,
    reasons: ['CLIPBOARD'],
    justification: 'Copies the MCP address that was asked for by a shortcut or menu, and takes it off again.',
  });
  // It is open already where a background was stopped in the middle. Asked for first, that would also be said of one that closes.
  await opening.catch(() => undefined);
}
