import { browser } from './browser.ts';

/** The page a person is on when they open the popup. */
export interface Tab {
  /** `null` where the browser does not tell: its own pages, or no click on the toolbar button. */
  readonly url: string | null;
  /** A private window: nothing about its pages is remembered. */
  readonly isPrivate: boolean;
}

export async function readActiveTab(): Promise<Tab> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tabOf(tab);
}

/** A tab as the browser tells of it; what it does not tell counts as private. */
export function tabOf(tab: { url?: string | undefined; incognito: boolean } | undefined): Tab {
  return { url: tab?.url ?? null, isPrivate: tab?.incognito ?? true };
}
