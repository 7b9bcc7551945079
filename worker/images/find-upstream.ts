import { askImage } from './ask-image.ts';
import { upstreamOf, type Upstream } from './catalogue.ts';

/** The upstream of the image called `id`, for what is done to it later than a call. Rejects where nobody can say. */
export async function findUpstream(id: string, env: Env): Promise<Upstream> {
  const image = await askImage(id, env, (gate) => gate.read());
  const upstream = image.ok ? await upstreamOf(image.value, env) : image;
  if (!upstream.ok) throw new Error(upstream.code);
  return upstream.value;
}
