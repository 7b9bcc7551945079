import { defaultImages, type Image } from '../../shared/image/image.ts';

/** Where an image's MCP server is, and the credential that opens it. */
export interface Upstream {
  /** `http://127.0.0.1:9001/linux_latest/mcp`; `null` where none is configured. */
  readonly url: string | null;
  readonly transport: 'streamable-http' | 'sse';
  readonly token: string;
}

export function listImages(): readonly Image[] {
  return defaultImages;
}

export function findImage(id: string): Image | undefined {
  return defaultImages.find((image) => image.id === id);
}

export function upstreamOf(image: Image, env: Pick<Env, 'UPSTREAMS' | 'UPSTREAM_TOKEN'>): Upstream {
  const url = URL.canParse(env.UPSTREAMS) ? new URL(`/${image.id}/mcp`, env.UPSTREAMS).href : null;
  return { url, transport: 'streamable-http', token: env.UPSTREAM_TOKEN };
}
