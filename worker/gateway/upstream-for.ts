import { refuse, type Result } from '../../shared/result.ts';
import { upstreamOf, type Upstream } from '../images/catalogue.ts';
import type { ImageRecord } from '../images/image-state.ts';

/** Where a call goes. Refusals: those of `upstreamOf`, `image_not_allowed` for an image of another project. */
export async function upstreamFor(
  image: Result<ImageRecord>,
  projectId: string,
  env: Env,
): Promise<Result<Upstream>> {
  if (!image.ok) return image;
  const isTheirs = image.value.projectId === null || image.value.projectId === projectId;
  return isTheirs ? upstreamOf(image.value, env) : refuse('image_not_allowed');
}
