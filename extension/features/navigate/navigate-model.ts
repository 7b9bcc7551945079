import { signal } from '@preact/signals';

import { readRoute, writeRoute, type Route, type Section } from './route.ts';

export interface NavigateDeps {
  /** The part of the address behind `#`, as it is now. */
  readonly hash: () => string;
  /** Calls `heard` whenever it changes, by a link, the back button or the address bar. */
  readonly watchHash: (heard: () => void) => void;
  /** Goes to another `#…`. */
  readonly setHash: (hash: string) => void;
}

export type NavigateModel = ReturnType<typeof createNavigateModel>;

/** Where in the console a person is. The address is the truth, so that links, history and reloads work. */
export function createNavigateModel({ hash, watchHash, setHash }: NavigateDeps) {
  const route = signal<Route>(readRoute(hash()));
  watchHash(() => {
    route.value = readRoute(hash());
  });
  return { route, go: (section: Section, id?: string) => setHash(writeRoute(section, id)) };
}
