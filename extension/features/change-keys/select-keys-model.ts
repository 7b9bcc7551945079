import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';

export type SelectKeysModel = ReturnType<typeof createSelectKeysModel>;

/** Which keys are chosen to be changed together: some that are listed, or all that fit the filter. */
export function createSelectKeysModel(rows: ReadonlySignal<readonly KeyView[]>) {
  const ids = signal<ReadonlySet<string>>(new Set());
  const isEverything = signal(false);
  const keys = computed(() => rows.value.filter(({ id }) => isEverything.value || ids.value.has(id)));
  const choose = (chosen: readonly string[]) => {
    isEverything.value = false;
    ids.value = new Set(chosen);
  };

  return {
    /** Those of the chosen that are listed. */
    keys,
    /** Also those that are not listed. */
    isEverything,
    has: (id: string) => isEverything.value || ids.value.has(id),
    isEachListed: computed(() => keys.value.length > 0 && keys.value.length === rows.value.length),
    toggle(id: string) {
      const chosen = keys.value.map((key) => key.id);
      choose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
    },
    toggleListed: (isChosen: boolean) => choose(isChosen ? rows.value.map(({ id }) => id) : []),
    everything: () => void (isEverything.value = true),
    clear: () => choose([]),
  };
}
