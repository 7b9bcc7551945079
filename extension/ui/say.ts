import type { MessageKey } from './messages.ts';

/** A sentence for people who listen instead of look. */
export interface Spoken {
  readonly message: MessageKey;
  readonly values: readonly string[];
}

/** Has something read out; `null` ends it, so that the same sentence is heard when it is said again. */
export type Say = (message: MessageKey | null, ...values: readonly string[]) => void;
