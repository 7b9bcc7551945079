import { browser } from './browser.ts';

const shownMs = 2_000;

/** Shows on the toolbar button, for two seconds, whether something was done; `words` are its tooltip meanwhile. */
export async function showBadge(done: boolean, words: string): Promise<void> {
  const title = await browser.action.getTitle({});
  await browser.action.setBadgeBackgroundColor({ color: done ? '#1a7f37' : '#b3261e' });
  await browser.action.setBadgeText({ text: done ? '✓' : '!' });
  await browser.action.setTitle({ title: words });
  setTimeout(() => void clear(title), shownMs);
}

async function clear(title: string): Promise<void> {
  await browser.action.setBadgeText({ text: '' });
  await browser.action.setTitle({ title });
}
