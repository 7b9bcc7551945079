import { browser } from '../../platform/browser.ts';
import type { CopyRequest } from '../../platform/background-clipboard.ts';

// Every page of the extension hears every message: those for others are left unanswered.
browser.runtime.onMessage.addListener((message: unknown, _, respond) => {
  const { target, text } = message as Partial<CopyRequest>; // Read as it comes; checked in the next line.
  if (target === 'offscreen' && typeof text === 'string') respond(copy(text));
});

/** The older way to copy: the newer one wants the focus, which a hidden page never has. */
function copy(text: string): boolean {
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', write, { once: true });
  return document.execCommand('copy');
}
