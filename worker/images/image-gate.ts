import { DurableObject } from 'cloudflare:workers';

import type { RestoredAs } from '../../shared/api/operations/deployment.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { createAlarm } from '../gate/alarm.ts';
import { soonMs } from '../gate/soon.ts';
import { createLeases } from '../gate/leases.ts';
import { createQueue } from '../gate/queue.ts';
import { createWatchers, type Objection } from '../gate/watchers.ts';
import type { ImageOrder } from './decide-image.ts';
import { createImageBackupTable } from './image-backup-table.ts';
import { createImageCommands, type ChangedImage } from './image-commands.ts';
import { inForce, type ExportedImage, type ImageRecord } from './image-state.ts';
import { createImageStore } from './image-store.ts';
import { createImageTable } from './image-table.ts';
import { createImageTransfer } from './image-transfer.ts';

const now = () => Date.now();

/** An image that calls may pass to. */
export interface Lent {
  readonly image: ImageRecord;
  /** For how long that may be said again unasked, counted from before this was asked; 0: not at all. */
  readonly leaseMs: number;
}

/**
 * The gate of one image, named by the image's id: its only writer, and asked about every call to it beside the key's
 * own gate. It keeps the upstream's credential, sealed, and the streams that must end when the image is closed.
 */
export class ImageGate extends DurableObject<Env> {
  readonly store = createImageStore(this.ctx.storage, this.ctx.id.name ?? '');
  readonly table = createImageTable(this.env);
  readonly watchers = createWatchers(this.ctx);
  readonly wakeUp = createAlarm(this.ctx.storage);
  readonly leases = createLeases({ kv: this.ctx.storage.kv, now, wait: (ms) => scheduler.wait(ms) });
  readonly inTurn = createQueue(this.leases.fence);
  readonly commands = createImageCommands({
    store: this.store,
    table: this.table,
    cut: () => this.watchers.cut({ code: 'image_disabled' }),
    remind: () => this.wakeUp.by(now() + soonMs),
    now,
  });

  readonly transfer = createImageTransfer({
    store: this.store,
    table: createImageBackupTable(this.env),
    settle: () => this.commands.settle(),
    inTurn: this.inTurn,
    now,
    env: this.env,
  });

  /** Refusals: those of `createImageCommands().run`. */
  async run(order: ImageOrder, by: By): Promise<Result<ChangedImage>> {
    return this.inTurn(() => this.commands.run(order, by));
  }

  /** The image, if calls to it may pass; from memory. Refusals: `image_not_allowed`, `image_disabled`, `gate_unavailable`. */
  async admit(): Promise<Result<ImageRecord>> {
    const image = await this.read();
    return image.ok && !image.value.enabled ? refuse('image_disabled') : image;
  }

  /** The same for the gateway, which may be told to remember it for a moment. */
  async lend(): Promise<Result<Lent>> {
    const image = await this.admit();
    return image.ok ? ok({ image: image.value, leaseMs: this.leases.give(Infinity) }) : image;
  }

  /** The image, whether it is enabled or not. */
  async read(): Promise<Result<ImageRecord>> {
    const state = this.store.read();
    if (state === null) return refuse('gate_unavailable');
    const image = inForce(state);
    return image === null || image.deleted ? refuse('image_not_allowed') : ok(image);
  }

  /** Refusals: those of `createImageTransfer().exportCredential`. */
  async exportCredential(publicKey: string, by: By): Promise<Result<string | null>> {
    return this.transfer.exportCredential(publicKey, by);
  }

  /** Refusals: those of `createImageTransfer().restore`. */
  async restore(exported: ExportedImage, credential: string | null, by: By): Promise<Result<RestoredAs>> {
    return this.transfer.restore(exported, credential, by);
  }

  /** Why a stream must end; `null`: it may go on. */
  async objection(): Promise<Objection | null> {
    const verdict = await this.admit();
    return verdict.ok ? null : { code: 'image_disabled' };
  }

  /** A stream asks to be told when it must end: `/watch/<session>/…`, upgraded to a WebSocket. */
  override async fetch(request: Request): Promise<Response> {
    const objection = await this.objection();
    const [, , session = ''] = new URL(request.url).pathname.split('/');
    return objection === null
      ? this.watchers.accept({ session, ticket: null, isCall: false })
      : Response.json(objection, { status: 403 });
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close();
  }

  /** Settles what was begun. Never rejects: the platform gives up on an alarm after six tries. */
  override async alarm(): Promise<void> {
    this.wakeUp.rang();
    const settled = await this.inTurn(() => this.commands.settle());
    if (!settled) await this.wakeUp.by(now() + soonMs);
  }
}
