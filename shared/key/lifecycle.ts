import { ok, refuse, type Result } from '../result.ts';

export const keyStatuses = ['active', 'disabled', 'deleted'] as const;
export type KeyStatus = (typeof keyStatuses)[number];

/** `drain` disables too, but lets open sessions go on; `cut_previous` ends what a rotation left valid. */
export const keyCommands = [
  'enable',
  'disable',
  'drain',
  'delete',
  'reveal',
  'edit',
  'assign',
  'rotate',
  'cut_previous',
  'expose',
] as const;
export type KeyCommand = (typeof keyCommands)[number];

const gone = refuse('key_deleted');

/** What leaves the status as it is. */
const stays = (status: KeyStatus) => ({
  reveal: ok(status),
  edit: ok(status),
  assign: ok(status),
  rotate: ok(status),
  cut_previous: ok(status),
  expose: ok(status), // Unless the project says that exposed keys are disabled, which `disable` then does.
});

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
    drain: ok('disabled'),
    delete: refuse('key_active'),
    ...stays('active'),
  },
  disabled: {
    enable: ok('active'),
    disable: ok('disabled'),
    drain: ok('disabled'),
    delete: ok('deleted'),
    ...stays('disabled'),
  },
  deleted: {
    enable: gone,
    disable: gone,
    drain: gone,
    delete: gone,
    reveal: gone,
    edit: gone,
    assign: gone,
    rotate: gone,
    cut_previous: gone,
    expose: gone,
  },
};

/**
 * The status `command` would bring a key to.
 *
 * Refusals: `key_active`, `key_deleted`. Answers for every pair.
 */
export function applyCommand(status: KeyStatus, command: KeyCommand): Result<KeyStatus> {
  return life[status][command];
}

/** Whether a key's time is over, whatever its status: exactly from `expiresAt` on. Both are Unix milliseconds. */
export function isExpired(key: { readonly expiresAt: number | null }, now: number): boolean {
  return key.expiresAt !== null && key.expiresAt <= now;
}
