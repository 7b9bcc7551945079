import { browser } from './browser.ts';

/** What the background asks of the offscreen page. */
export interface CopyRequest {
  readonly target: 'offscreen';
  readonly text: string;
}

const page = 'offscreen.html';
let last: Promise<unknown> = Promise.resolve();

/**
 * Puts text on the clipboard where no page of ours has the focus; `false` where the browser does not let us. Needs the
 * permission `clipboardWrite`.
 */
export function writeFromBackground(text: string): Promise<boolean> {
  // One after the other: there may be only one offscreen page.
  const run = last.then(() =>
    'clipboard' in navigator ? writeFromEventPage(text) : writeFromOffscreen(text),
  );
  last = run;
  return run;
}

function writeFromEventPage(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** Chromium's background has no clipboard, so a hidden page does it. */
async function writeFromOffscreen(text: string): Promise<boolean> {
  try {
    await openOffscreen();
    const request: CopyRequest = { target: 'offscreen', text };
    return (await browser.runtime.sendMessage(request)) === true;
  } catch {
    return false; // No page, or no answer from it: nothing was copied.
  } finally {
    await browser.offscreen.closeDocument().catch(() => undefined); // Not open: as it should be.
  }
}

async function openOffscreen(): Promise<void> {
  const open = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
  if (open.length > 0) return; // A background that was stopped in the middle leaves it open.
  await browser.offscreen.createDocument({
    url: page,
    reasons: ['CLIPBOARD'],
    justification: 'Copies the MCP address that was asked for by a shortcut or menu.',
  });
}
