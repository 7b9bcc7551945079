import type { KeyCommand } from '../../shared/key/lifecycle.ts';

/** Who asked for something, and in which request. */
export interface By {
  /** `console` while there is one console token for everybody. */
  readonly actor: string;
  readonly requestId: string;
}

/** One line of the audit: what was done to a key. Never holds a secret. */
export interface AuditEntry extends By {
  readonly opId: string;
  readonly keyId: string;
  readonly rev: number;
  readonly action: KeyCommand | 'create';
  readonly outcome: 'done' | 'dropped';
  /** Unix milliseconds. */
  readonly at: number;
}
