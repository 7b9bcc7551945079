import * as v from 'valibot';

import { browser } from './browser.ts';

/** One value the browser keeps for us. */
export interface Stored<T> {
  /** `null` where nothing is stored, or something that is not (any more) of the right shape. */
  read(): Promise<T | null>;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
}

/** `session` is memory and ends with the browser; `local` is on disk. */
export type StorageArea = 'session' | 'local';

/** The value called `name` in `area`, checked against `schema` whenever it is read. */
export function createStored<Schema extends v.GenericSchema>(
  area: StorageArea,
  name: string,
  schema: Schema,
): Stored<v.InferOutput<Schema>> {
  const storage = browser.storage[area];
  return {
    async read() {
      const found = await storage.get(name);
      const parsed = v.safeParse(schema, found[name]);
      return parsed.success ? parsed.output : null;
    },
    write: (value) => storage.set({ [name]: value }),
    remove: () => storage.remove(name),
  };
}

/** Calls `heard` whenever the value called `name` in `area` changes, from whichever page. */
export function watchStored(area: StorageArea, name: string, heard: () => void): void {
  browser.storage.onChanged.addListener((changes, changedArea) => {
    if (changedArea === area && name in changes) heard();
  });
}

/** Keeps storage to the extension's own pages, in browsers that can. A net only: there are no content scripts. */
export async function guardStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session]) {
    // oxlint-disable-next-line no-await-in-loop -- two calls, and nobody waits for them
    if ('setAccessLevel' in area) await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  }
}
