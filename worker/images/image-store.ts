import * as v from 'valibot';

import { firstState, imageStateSchema, type ImageState } from './image-state.ts';

const name = 'state';

/** The gate's own copy of its image, durable before anything is answered, and in memory for every call. */
export function createImageStore(storage: DurableObjectStorage, id: string) {
  let state = load();

  function load(): ImageState | null {
    const stored = storage.kv.get(name);
    if (stored === undefined) return firstState(id);
    const parsed = v.safeParse(imageStateSchema, stored);
    return parsed.success ? parsed.output : null;
  }

  return {
    /** `null`: there is a state and it cannot be read. Unknown means no. */
    read: (): ImageState | null => state,
    write(next: ImageState): void {
      storage.kv.put(name, next);
      state = next;
    },
  };
}
export type ImageStore = ReturnType<typeof createImageStore>;
