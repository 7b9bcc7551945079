import { ok, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { CommandDeps } from './commands.ts';
import { asSeen, decideSecret } from './decide.ts';
import type { Changed, createExecution } from './execution.ts';
import { newOp } from './new-op.ts';
import { isUncertain } from './state.ts';

/** A key with a new secret, which is told here and, if it is shown but once, never again. */
export interface Rotated extends Changed {
  readonly secret: string;
}

interface SecretCommandDeps extends Pick<CommandDeps, 'store' | 'nextSecret' | 'now'> {
  readonly settle: () => Promise<boolean>;
  readonly execution: ReturnType<typeof createExecution>;
}

/** Commands on a key's secrets. */
export function createSecretCommands({ store, nextSecret, now, settle, execution }: SecretCommandDeps) {
  return {
    /**
     * Gives the key a new secret. The one before opens for `overlapMs` milliseconds more, to the very end; 0 ends it
     * now, whatever becomes of the rest.
     *
     * Refusals: those of `decideSecret`, `record_unavailable`, `revision_mismatch`.
     */
    async rotate(overlapMs: number, by: By, rev?: number): Promise<Result<Rotated>> {
      await settle();
      const state = store.read();
      const key = asSeen(state, rev) ?? decideSecret(state, 'rotate', true);
      if (!key.ok) return key;
      const at = now();
      const { secret, kept } = await nextSecret(key.value, overlapMs === 0 ? null : at + overlapMs);
      const op = { ...newOp(by, at), command: 'rotate', secret: kept } as const;
      const changed = await execution.carryOut(op, ok('unchanged'));
      return changed.ok ? ok({ ...changed.value, secret }) : changed;
    },

    /** Ends the overlap of a rotation now. Refusals: those of `decideSecret`, `revision_mismatch`. */
    async cutPrevious(by: By, rev?: number): Promise<Result<Changed>> {
      await settle();
      const state = store.read();
      const key = asSeen(state, rev) ?? decideSecret(state, 'cut_previous', false);
      if (!key.ok) return key;
      const isDone = key.value.previous === null && !(state && isUncertain(state));
      const op = { ...newOp(by, now()), command: 'cut_previous' } as const;
      return execution.carryOut(op, ok(isDone ? null : 'unchanged'));
    },

    /**
     * Notes that the secret was seen where it should not be; `disables` also disables the key and ends its sessions.
     * Until it is rotated, it cannot be enabled. Refusals: those of `decideSecret`.
     */
    async expose(disables: boolean, by: By): Promise<Result<Changed>> {
      await settle();
      const state = store.read();
      const key = decideSecret(state, 'expose', false);
      if (!key.ok) return key;
      const { status, draining, exposedAt } = key.value;
      const isShut = status === 'disabled' && draining === null;
      const isDone = exposedAt !== null && (isShut || !disables) && !(state && isUncertain(state));
      const op = { ...newOp(by, now()), command: 'expose' } as const;
      return execution.carryOut(op, ok(isDone ? null : disables ? 'disabled' : 'unchanged'));
    },
  };
}
