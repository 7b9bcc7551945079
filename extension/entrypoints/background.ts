import { defineBackground } from 'wxt/utils/define-background';

import { browser } from '../platform/browser.ts';
import { openConsole } from '../platform/pages.ts';
import { guardStorage } from '../platform/stored.ts';

/** Nothing waits for the background: pages read and fetch by themselves. */
export default defineBackground(() => {
  void guardStorage();
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void openConsole();
  });
});
