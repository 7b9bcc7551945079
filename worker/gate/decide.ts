import { applyCommand, type KeyStatus } from '../../shared/key/lifecycle.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { StatusCommand } from './commands.ts';
import { closes, statusInForce, type GateState } from './state.ts';

/**
 * What a command comes to in this state: the status it leads to, `null` where nothing has to be done.
 *
 * Refusals: those of `applyCommand`; `key_not_found`; `gate_unavailable` for a state that cannot be read;
 * `record_unavailable` where the answer hangs on a command whose fate is unknown. Only a disable never has to
 * wait for the record.
 */
export function decide(state: GateState | null, command: StatusCommand): Result<KeyStatus | null> {
  if (state === null) return refuse('gate_unavailable');
  const unsettled = state.pending.length > 0;
  const status = statusInForce(state);
  if (status === null) return refuse(unsettled ? 'record_unavailable' : 'key_not_found');
  const next = applyCommand(status, command);
  if (!next.ok) return next;
  // An enabling that was never answered may yet turn out to be recorded, so the key counts as possibly open.
  const uncertain = state.pending.some((op) => !closes(op));
  if (next.value === status && !uncertain) return ok(null);
  const waits = command === 'enable' ? unsettled : command === 'delete' && uncertain;
  return waits ? refuse('record_unavailable') : next;
}
