import { browser } from './browser.ts';

const shownMs = 2_000;

/** What is shown now, and the tooltip that it stands in for. Else the end of one answer would take the next one away. */
let shown: { readonly title: string; readonly end: ReturnType<typeof setTimeout> } | null = null;

/** Shows on the toolbar button, for two seconds, whether something was done; `words` are its tooltip meanwhile. */
export async function showBadge(done: boolean, words: string): Promise<void> {
  const title = shown?.title ?? (await browser.action.getTitle({}));
  if (shown !== null) clearTimeout(shown.end);
  shown = { title, end: setTimeout(() => void clear(title), shownMs) };
  await browser.action.setBadgeBackgroundColor({ color: done ? '#1a7f37' : '#b3261e' });
  await browser.action.setBadgeText({ text: done ? '✓' : '!' });
  await browser.action.setTitle({ title: words });
}

async function clear(title: string): Promise<void> {
  shown = null;
  await browser.action.setBadgeText({ text: '' });
  await browser.action.setTitle({ title });
}
