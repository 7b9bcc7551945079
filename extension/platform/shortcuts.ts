import { browser } from './browser.ts';

/** A command of the manifest, and the keys that a person has given it. */
export interface Shortcut {
  /** `copy-here` */
  readonly name: string;
  /** `Alt+Shift+Y`, as the browser writes it; empty: none. */
  readonly keys: string;
}

interface FirefoxCommands {
  openShortcutSettings(): Promise<void>;
}

export async function readShortcuts(): Promise<readonly Shortcut[]> {
  const commands = await browser.commands.getAll();
  return commands.map(({ name = '', shortcut = '' }) => ({ name, keys: shortcut }));
}

/** Where the browser lets a person change them: an extension may not. */
export async function openShortcutPage(): Promise<void> {
  const commands = browser.commands as Partial<FirefoxCommands>; // Chromium's have no such thing.
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
