import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';

export type FindKeyModel = ReturnType<typeof createFindKeyModel>;

/** What is searched for, which keys match, and which of them Enter is about. */
export function createFindKeyModel(keys: ReadonlySignal<readonly KeyView[]>, now: () => number) {
  const query = signal('');
  const picked = signal<string | null>(null);
  const visible = computed(() => keys.value.filter((key) => matches(key, query.value)));
  const current = computed(() => {
    const { value } = visible;
    const found =
      value.find(({ id }) => id === picked.value) ??
      value.find((key) => key.status === 'active' && !isExpired(key, now())) ??
      value[0];
    return found ?? null;
  });

  return {
    query,
    visible,
    /** The picked key; else the first that can be copied, else the first; `null` where nothing matches. */
    current,
    search(text: string) {
      query.value = text;
      picked.value = null;
    },
    pick(id: string) {
      picked.value = id;
    },
    /** Goes to the next key (1) or the one before (-1), and stays at the ends. */
    step(by: 1 | -1) {
      const at = visible.value.findIndex(({ id }) => id === current.value?.id);
      const next = visible.value[Math.max(0, at + by)];
      if (next) picked.value = next.id;
    },
  };
}

function matches({ name, masked, id }: KeyView, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return [name, masked, id].some((text) => text.toLocaleLowerCase().includes(wanted));
}
