import * as v from 'valibot';

import { gateStateSchema, type GateState } from './state.ts';

const name = 'state';
const empty: GateState = { record: null, pending: [] };

/**
 * The gate's own copy of its key, durable before anything is answered.
 *
 * Kept in memory too, since every call is judged by it. Reading a gate that was never written writes nothing.
 */
export function createStateStore(storage: DurableObjectStorage) {
  let state = load();

  function load(): GateState | null {
    const stored = storage.kv.get(name);
    if (stored === undefined) return empty;
    const parsed = v.safeParse(gateStateSchema, stored);
    return parsed.success ? parsed.output : null;
  }

  return {
    /** `null`: there is a state and it cannot be read. Unknown means no. */
    read(): GateState | null {
      return state;
    },
    write(next: GateState): void {
      storage.kv.put(name, next);
      state = next;
    },
  };
}
export type StateStore = ReturnType<typeof createStateStore>;
