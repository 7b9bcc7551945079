import { browser } from './browser.ts';

/** Optional, because browsers warn about them: pages that a person looks at may copy without, the background may not. */
const copying = { permissions: ['clipboardWrite' as const] };
const clearing = { permissions: ['clipboardRead' as const, 'clipboardWrite' as const] };

/** Whether shortcut, menu and address bar may copy. */
export function mayCopyFromBackground(): Promise<boolean> {
  return browser.permissions.contains(copying);
}

/** Each asks the person, and must be called first thing in a click. */
export const ask = {
  toCopyFromBackground: () => browser.permissions.request(copying),
  toClearClipboard: () => browser.permissions.request(clearing),
};

export function giveClipboardBack(): Promise<boolean> {
  return browser.permissions.remove(clearing);
}
