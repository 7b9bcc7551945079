import * as v from 'valibot';

import { defaultImages } from '../../shared/image/image.ts';
import { imageViewSchema, type ImageView } from '../../shared/image/image-view.ts';
import { sealedSchema } from '../secrets/seal.ts';

/** An image as its gate keeps it. The sealed credential is erased when the image is deleted. */
export const imageRecordSchema = v.object({
  ...imageViewSchema.entries,
  sealed: v.nullable(sealedSchema),
  deleted: v.boolean(),
});
export type ImageRecord = v.InferOutput<typeof imageRecordSchema>;
/** An image as an export tells of it. */
export type ExportedImage = ImageView & { readonly deleted: boolean };

export const imageCommands = ['create', 'edit', 'enable', 'disable', 'delete'] as const;
export type ImageCommand = (typeof imageCommands)[number];

/** A command that was begun and may or may not be in the record yet. */
const pendingSchema = v.object({
  opId: v.string(),
  command: v.picklist(imageCommands),
  /** What it changes; all of an image where it is `create`. */
  patch: v.partial(imageRecordSchema),
  actor: v.string(),
  device: v.nullable(v.string()),
  requestId: v.string(),
  at: v.number(),
});
export type Pending = v.InferOutput<typeof pendingSchema>;

export const imageStateSchema = v.object({
  record: v.nullable(imageRecordSchema),
  /** In the order in which they were asked for. */
  pending: v.array(pendingSchema),
});
export type ImageState = v.InferOutput<typeof imageStateSchema>;

/** Whether it closes the image: in force from the moment it is noted. Any other, once recorded. */
export function closes({ command }: Pick<Pending, 'command'>): boolean {
  return command === 'disable' || command === 'delete';
}

/** The image that calls are judged by: what closes counts as soon as it is pending, what opens does not. */
export function inForce({ record, pending }: ImageState): ImageRecord | null {
  const closing = pending.findLast(closes);
  return record && closing ? { ...record, enabled: false, deleted: closing.command === 'delete' } : record;
}

/** The image once `op` is done. */
export function outcomeOf(record: ImageRecord | null, op: Pending): ImageRecord {
  if (op.command === 'create') return v.parse(imageRecordSchema, op.patch);
  if (record === null) throw new Error('a command without an image');
  return v.parse(imageRecordSchema, { ...record, ...op.patch, rev: record.rev + 1, changedAt: op.at });
}

/** What may be shown of it, picked field by field: the sealed credential cannot ride along. */
export function viewOf(record: ImageRecord): ImageView {
  const { id, projectId, environment, title, enabled, url, transport, credential } = record;
  const { channel, note, release, rev, createdAt, changedAt } = record;
  const upstream = { url, transport, credential, hasCredential: record.sealed !== null };
  return {
    id,
    projectId,
    environment,
    title,
    enabled,
    ...upstream,
    channel,
    note,
    release,
    rev,
    createdAt,
    changedAt,
  };
}

/** A gate that was never written belongs to a built-in image as the first migration lists it, or to none. */
export function firstState(id: string): ImageState {
  const image = defaultImages.find((each) => each.id === id);
  if (image === undefined) return { record: null, pending: [] };
  const upstream = {
    url: null,
    transport: 'streamable-http',
    credential: null,
    hasCredential: false,
  } as const;
  const rest = { channel: 'latest', note: '', release: null, sealed: null, deleted: false } as const;
  const times = { rev: 1, createdAt: 0, changedAt: 0 };
  return {
    record: { ...image, projectId: null, enabled: true, ...upstream, ...rest, ...times },
    pending: [],
  };
}
