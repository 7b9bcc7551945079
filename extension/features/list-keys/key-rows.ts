import { signal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';
import { orderKeys, settleKeys } from './order-keys.ts';

/** The keys as they stand on screen. `preferred` gives the keys to put first, best first. */
export function createKeyRows(keys: readonly KeyView[], preferred: () => readonly string[]) {
  const rows = signal(orderKeys(keys, preferred()));
  let changes = 0;

  return {
    rows,
    /** Counts the changes that were made here, so that an answer from before one can be told. */
    changes: () => changes,
    /** Takes in what the Worker says, without moving a row that is on screen. */
    settle(fresh: readonly KeyView[]) {
      const { value } = rows;
      rows.value = value.length > 0 ? settleKeys(value, fresh) : orderKeys(fresh, preferred());
    },
    /** Puts the preferred key first again, after the person chose another environment. */
    arrange() {
      rows.value = orderKeys(rows.value, preferred());
    },
    /** Shows a key as it now is: in its place, or first where it is new. */
    put(key: KeyView) {
      changes += 1;
      const isNew = rows.value.every(({ id }) => id !== key.id);
      rows.value = isNew ? [key, ...rows.value] : rows.value.map((row) => (row.id === key.id ? key : row));
    },
    remove(id: string) {
      changes += 1;
      rows.value = rows.value.filter((row) => row.id !== id);
    },
  };
}
