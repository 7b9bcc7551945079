import { ok, type Result } from '../../shared/result.ts';
import { askOwnImage } from '../images/ask-image.ts';
import type { ImageRecord } from '../images/image-state.ts';
import type { After } from '../patience.ts';

/** More images than this are not remembered at once. */
const most = 1_000;

interface Known {
  readonly image: ImageRecord;
  /** Unix milliseconds. */
  readonly until: number;
}

/** What the gates of busy images allow this isolate to say by itself, for a moment: only ever a yes. */
const known = new Map<string, Known>();

/**
 * The image that a call goes to, if calls to it may pass: its gate is asked, or, for a moment and only where the gate of a
 * busy image allowed it, it is as the gate said before. `id` is one of this deployment's. Refusals: `gate_unavailable`, and
 * those of `ImageGate.lend`.
 */
export async function admitImage(id: string, env: Env, after: After): Promise<Result<ImageRecord>> {
  const askedAt = Date.now(); // Counted from before the gate is asked, it is over before the gate thinks so.
  const found = known.get(id);
  if (found !== undefined && found.until > askedAt) return ok(found.image);
  const lent = await askOwnImage(id, env, (gate) => gate.lend(), after);
  known.delete(id);
  if (!lent.ok) return lent;
  const { image, leaseMs } = lent.value;
  if (known.size >= most) known.clear();
  if (leaseMs > 0) known.set(id, { image, until: askedAt + leaseMs });
  return ok(image);
}
