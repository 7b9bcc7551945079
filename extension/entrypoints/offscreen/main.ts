import type { ClipboardRequest } from '../../platform/background-clipboard.ts';
import { browser } from '../../platform/browser.ts';

// Every page of the extension hears every message: those for others are left unanswered.
browser.runtime.onMessage.addListener((message: unknown, _, respond) => {
  const { target, text } = message as Partial<ClipboardRequest>; // Read as it comes; checked in the next line.
  if (target === 'offscreen' && text !== undefined) respond(text === null ? paste() : copy(text));
});

/** The older ways to copy and paste: the newer ones want the focus, which a hidden page never has. */
function copy(text: string): boolean {
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', write, { once: true });
  return document.execCommand('copy');
}

function paste(): string | null {
  const box = document.createElement('textarea');
  document.body.append(box);
  box.focus();
  const pasted = document.execCommand('paste') ? box.value : null;
  box.remove();
  return pasted;
}
