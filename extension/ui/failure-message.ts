import type { Failure } from '../api/failure.ts';
import type { MessageKey } from './messages.ts';

/** The sentence for a failure. One that this extension has no sentence for yet is told as `internal` (see `platform/language.ts`). */
export function failureMessage(failure: Failure): MessageKey {
  return `error_${failure}` as MessageKey; // Which there are is in the catalogue of messages, not in code.
}
