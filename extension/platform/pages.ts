import { browser } from './browser.ts';

/** Goes to the console, in the tab it is open in or a new one. It is the manifest's options page. */
export function openConsole(): Promise<void> {
  return browser.runtime.openOptionsPage();
}
