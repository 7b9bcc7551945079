import type { Stored } from '../../../extension/platform/stored.ts';

/** A place of the browser's storage, whose value can be looked at. */
export function givenStored<T>(value: T | null = null): Stored<T> & { value: T | null } {
  return {
    value,
    async read() {
      return this.value;
    },
    async write(next) {
      this.value = next;
    },
    async remove() {
      this.value = null;
    },
  };
}
