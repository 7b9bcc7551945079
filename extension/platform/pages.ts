import { browser } from './browser.ts';

/** Goes to the console, in the tab it is open in or a new one. It is the manifest's options page. */
export function openConsole(): Promise<void> {
  return browser.runtime.openOptionsPage();
}

/** Opens a web page in a tab of its own, or a link of any scheme, `cursor://…`: the browser asks before it hands it to a program. Rejects where it does not. */
export async function openLink(url: string): Promise<void> {
  await browser.tabs.create({ url });
}
