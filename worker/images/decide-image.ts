import { ok, refuse, type Refusal, type Result } from '../../shared/result.ts';
import { closes, inForce, type ImageCommand, type ImageRecord, type ImageState } from './image-state.ts';

/** What a command asks for, of the image that the caller has seen at `rev` (`undefined`: whichever). */
export interface ImageOrder {
  readonly command: ImageCommand;
  readonly patch: Partial<ImageRecord>;
  readonly rev: number | undefined;
}

/**
 * Whether a command is to be carried out; `false`: the image already is as it asks.
 *
 * Refusals: `image_not_found`, `revision_mismatch`, `image_builtin`, `image_enabled`; `gate_unavailable` for a state that
 * cannot be read; `record_unavailable` where the answer hangs on a command whose fate is unknown.
 */
export function decideImage(state: ImageState | null, order: ImageOrder): Result<boolean> {
  if (state === null) return refuse('gate_unavailable');
  const image = inForce(state);
  if (order.command === 'create') return decideCreate(state);
  if (image === null || image.deleted) return refuse('image_not_found');
  const objection = objectionTo(order, image);
  if (objection !== null) return objection;
  if (state.pending.length > 0 && !closes(order)) return refuse('record_unavailable');
  // An enabling that was never answered may yet turn out to be recorded, so the image counts as possibly open.
  return ok(changes(image, order.patch) || !state.pending.every(closes));
}

function decideCreate({ record, pending }: ImageState): Result<boolean> {
  return record === null && pending.length === 0 ? ok(true) : refuse('revision_mismatch');
}

/** What the image itself says against it; `null` for nothing. */
function objectionTo({ command, rev: seen }: ImageOrder, image: ImageRecord): Refusal | null {
  const { projectId, enabled, rev } = image;
  if (seen !== undefined && seen !== rev) return refuse('revision_mismatch', { current_rev: rev });
  if (projectId === null && (command === 'edit' || command === 'delete')) return refuse('image_builtin');
  return command === 'delete' && enabled ? refuse('image_enabled') : null;
}

/** A credential that is given anew counts as a change: nobody can see whether it is the same. */
function changes(image: ImageRecord, patch: Partial<ImageRecord>): boolean {
  const names = Object.keys(patch) as (keyof ImageRecord)[]; // Object.keys widens to string.
  return names.some((name) => JSON.stringify(image[name]) !== JSON.stringify(patch[name]));
}
