import { ok, refuse, type Result } from '../result.ts';

export const keyStatuses = ['active', 'disabled', 'deleted'] as const;
export type KeyStatus = (typeof keyStatuses)[number];

export const keyCommands = ['enable', 'disable', 'delete', 'reveal', 'edit', 'assign'] as const;
export type KeyCommand = (typeof keyCommands)[number];

const gone = refuse('key_deleted');

/**
 * The life of a key: active ⇄ disabled → deleted.
 *
 * This table is the whole rule. The Worker refuses by it and the popup greys
 * out buttons by it, so what a person sees and what the edge does agree.
 */
const life: Record<KeyStatus, Record<KeyCommand, Result<KeyStatus>>> = {
  active: {
    enable: ok('active'), // Asking twice is harmless: a retried request must not fail.
    disable: ok('disabled'),
    delete: refuse('key_active'),
    reveal: ok('active'),
    edit: ok('active'),
    assign: ok('active'),
  },
  disabled: {
    enable: ok('active'),
    disable: ok('disabled'),
    delete: ok('deleted'),
    reveal: ok('disabled'),
    edit: ok('disabled'),
    assign: ok('disabled'),
  },
  deleted: { enable: gone, disable: gone, delete: gone, reveal: gone, edit: gone, assign: gone },
};

/**
 * The status `command` would bring a key to.
 *
 * Refusals: `key_active`, `key_deleted`. Answers for every pair.
 */
export function applyCommand(status: KeyStatus, command: KeyCommand): Result<KeyStatus> {
  return life[status][command];
}
