import type { ErrorCode } from '../../shared/errors.ts';
import type { Call } from './admission.ts';
import type { Events } from './events.ts';

/** Said to callers whose secret was not verified, or not by any fault of theirs: noting these would fill the audit. */
const unnoted: readonly ErrorCode[] = ['invalid_key', 'gate_unavailable'];

/** Notes that a call with a real credential was not let through. */
export function createRefusalNotes(events: Pick<Events, 'note'>, keyId: () => string | undefined) {
  return ({ image, ticket }: Call, code: ErrorCode): void => {
    if (unnoted.includes(code)) return;
    const detail = { code, image };
    events.note({
      action: 'call.refuse',
      outcome: 'refused',
      actor: ticket ?? keyId() ?? '',
      requestId: '',
      detail,
    });
  };
}
