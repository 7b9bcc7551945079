import type { ImageHealth } from '../../shared/image/image-view.ts';
import { orThrow, recordGone } from '../http/problem.ts';
import { inParallel } from '../in-parallel.ts';
import type { Job } from '../schedule/job.ts';
import { askImage } from './ask-image.ts';
import { upstreamOf } from './catalogue.ts';
import { handshake } from './handshake.ts';
import { createImageList } from './image-list.ts';

/** Looked at in a run: a hundred images are seen in five minutes, those that waited longest first. */
const most = 20;
const atOnce = 5;

/**
 * Looks whether an image answers, and notes it. Throws `image_not_allowed`, `gate_unavailable`, `record_unavailable`.
 *
 * A time is measured across I/O only, since the clock stands still in between.
 */
export async function checkImage(id: string, env: Env): Promise<ImageHealth> {
  const image = orThrow(await askImage(id, env, (gate) => gate.read()));
  const checkedAt = Date.now();
  const upstream = await upstreamOf(image, env);
  const found = upstream.ok ? await handshake(upstream.value) : upstream;
  const latencyMs = Date.now() - checkedAt;
  const health = found.ok
    ? { checkedAt, code: null, latencyMs, era: found.value }
    : { checkedAt, code: found.code, latencyMs, era: null };
  await createImageList(env.RECORD).noteHealth(id, health).catch(recordGone);
  return health;
}

/** Looks at the enabled images, whether somebody asks or not. */
export const checkImages: Job = {
  name: 'check-images',
  run: async ({ env }) => {
    const ids = await createImageList(env.RECORD).toCheck(most);
    await inParallel(atOnce, ids, (id) => checkImage(id, env));
    return null;
  },
};
