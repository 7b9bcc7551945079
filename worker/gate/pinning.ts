import type { PolicyRef } from '../../shared/key/key.ts';
import type { ToolDefinition } from '../../shared/mcp/tool-definitions.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Events } from './events.ts';
import type { PinPlace, Pins } from './pins.ts';
import type { StateStore } from './state-store.ts';

/** Of a tool in the audit: an upstream may name it as it likes. */
const longestName = 128;

export interface PinningDeps {
  readonly pins: Pins;
  readonly policyOf: (ref: PolicyRef) => Policy | undefined;
  readonly store: Pick<StateStore, 'read'>;
  readonly note: Events['note'];
}

/**
 * Notes what the tools of an image look like. One that differs from what was seen first is an event in the audit, once;
 * gives those that may not be used for that, by their policy.
 */
export function createPinning({ pins, policyOf, store, note }: PinningDeps) {
  return (place: PinPlace, definitions: readonly ToolDefinition[]): string[] => {
    const actor = store.read()?.record?.id;
    if (actor === undefined) return definitions.map(({ name }) => name); // No key, so nothing is to be used.
    const { image, policy } = place;
    for (const tool of pins.note(place, definitions))
      note({
        action: 'tool.change',
        outcome: 'done',
        actor,
        requestId: '',
        detail: { image, tool: tool.slice(0, longestName), policy },
      });
    if (policyOf(policy)?.toolChanges === 'allow') return [];
    return definitions.map(({ name }) => name).filter((name) => pins.isChanged(place, name));
  };
}
