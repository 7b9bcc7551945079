import type { RestoredAs } from '../../shared/api/operations/deployment.ts';
import { defaultProjectId } from '../../shared/project/project.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { AuditEntry, By } from '../audit/entry.ts';
import { keyring } from '../secrets/keyring.ts';
import { sealForAdmin } from '../secrets/seal-for-admin.ts';
import { open, seal } from '../secrets/seal.ts';
import type { InTurn } from '../gate/queue.ts';
import { ownerOf } from './catalogue.ts';
import type { ExportedImage, ImageRecord } from './image-state.ts';
import type { ImageStore } from './image-store.ts';
import type { ImageBackupTable } from './image-backup-table.ts';

export interface ImageTransferDeps {
  readonly store: ImageStore;
  readonly table: ImageBackupTable;
  readonly settle: () => Promise<boolean>;
  readonly inTurn: InTurn;
  readonly now: () => number;
  readonly env: Env;
}

const gone = () => refuse('record_unavailable');

/** The image's part in backups. A record that cannot be reached is refused as `record_unavailable`. */
export function createImageTransfer({ store, table, settle, inTurn, now, env }: ImageTransferDeps) {
  function line(image: ImageRecord, action: 'image.export' | 'image.restore', by: By): AuditEntry {
    const what = { subject: image.id, projectId: image.projectId ?? defaultProjectId, action } as const;
    const told = { outcome: 'done', rev: null, before: null, after: null } as const;
    return { opId: crypto.randomUUID(), ...what, ...told, ...by, at: now() };
  }

  /** `null`: it has none (any more). */
  async function exportCredential(publicKey: string, by: By): Promise<Result<string | null>> {
    await settle();
    const image = store.read()?.record;
    if (!image) return refuse('gate_unavailable');
    if (image.sealed === null) return ok(null);
    await table.note(image.id, line(image, 'image.export', by));
    const value = await open(image.sealed, ownerOf(image), await keyring(env)).catch(() => null);
    return value === null ? refuse('secret_unavailable') : ok(await sealForAdmin(value, image.id, publicKey));
  }

  async function restore(
    exported: ExportedImage,
    credential: string | null,
    by: By,
  ): Promise<Result<RestoredAs>> {
    const state = store.read();
    if (state === null) return refuse('gate_unavailable');
    const became = fateOf(exported, credential);
    if (state.record !== null && state.record.rev >= exported.rev) return ok(became);
    const image = await recordOf(exported, credential, env);
    await table.restore(image, line(image, 'image.restore', by));
    store.write({ record: image, pending: [] });
    return ok(became);
  }

  return {
    /**
     * The upstream's credential for the holder of a private key alone, audited first; `null`: it has none. Refusals:
     * `secret_unavailable`, `gate_unavailable`.
     */
    exportCredential: (publicKey: string, by: By) =>
      inTurn(() => exportCredential(publicKey, by)).catch(gone),

    /**
     * Gives a gate that has no such image, or an older one, the one of an export. Without the credential that it wants
     * it comes back disabled. Refusal: `gate_unavailable`.
     */
    restore: (exported: ExportedImage, credential: string | null, by: By) =>
      inTurn(() => restore(exported, credential, by)).catch(gone),
  };
}

function fateOf({ deleted, credential }: ExportedImage, value: string | null): RestoredAs {
  if (deleted) return 'deleted';
  return credential !== null && value === null ? 'without_secret' : 'restored';
}

async function recordOf(exported: ExportedImage, value: string | null, env: Env): Promise<ImageRecord> {
  const none = { credential: null, hasCredential: false, sealed: null } as const;
  if (exported.deleted || exported.credential === null) return { ...exported, ...none };
  if (value === null) return { ...exported, ...none, enabled: false };
  const sealed = await seal(value, ownerOf(exported), await keyring(env));
  return { ...exported, hasCredential: true, sealed };
}
