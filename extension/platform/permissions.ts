import { browser } from './browser.ts';

const copying = { permissions: ['clipboardWrite' as const] };

/** Whether shortcut and menu may copy: pages that a person looks at need no permission for it, the background does. */
export function mayCopyFromBackground(): Promise<boolean> {
  return browser.permissions.contains(copying);
}

/** Asks for it. Must be called first thing in a click: browsers ask only then. */
export function askToCopyFromBackground(): Promise<boolean> {
  return browser.permissions.request(copying);
}
