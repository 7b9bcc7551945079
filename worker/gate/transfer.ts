import type { Finding, RestoredAs } from '../../shared/api/operations/deployment.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { sealForAdmin } from '../secrets/seal-for-admin.ts';
import type { InTurn } from './queue.ts';
import { reconcile, type ReconcileDeps } from './reconcile.ts';
import { restoreKey, type RestoreKeyDeps } from './restore-key.ts';
import { ownSecret, revealSecret } from './reveal.ts';

export interface TransferDeps extends ReconcileDeps, RestoreKeyDeps {
  /** Of the key that this gate is for. */
  readonly id: string;
  readonly inTurn: InTurn;
}

const gone = () => refuse('record_unavailable');

/** The gate's part in backups. A record that cannot be reached is refused as `record_unavailable`. */
export function createTransfer(deps: TransferDeps) {
  const { id, inTurn } = deps;

  return {
    /** The key's value for the holder of a private key alone, audited first. Refusals: those of `revealSecret`. */
    async exportSecret(publicKey: string, by: By): Promise<Result<string>> {
      const secret = await inTurn(async () => {
        await deps.settle();
        return revealSecret(deps.store.read(), ownSecret, by, { ...deps, action: 'key.export' });
      });
      return secret.ok ? ok(await sealForAdmin(secret.value, id, publicKey)) : secret;
    },

    /** Takes a key of an export. Refusals: those of `restoreKey`. */
    restore: (key: KeyView, secret: string | null, by: By): Promise<Result<RestoredAs>> =>
      inTurn(() => restoreKey(key, secret, by, deps)).catch(gone),

    /** Makes the record say what is in force here. Refusals: those of `reconcile`. */
    reconcile: (by: By): Promise<Result<Finding>> => inTurn(() => reconcile(id, by, deps)).catch(gone),
  };
}
