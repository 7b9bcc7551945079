import { browser } from './browser.ts';

/** What this extension and its browser say of themselves. */
export async function readAbout(): Promise<{ version: string; browser: string; permissions: string[] }> {
  const { permissions = [] } = await browser.permissions.getAll();
  return { version: browser.runtime.getManifest().version, browser: navigator.userAgent, permissions };
}
