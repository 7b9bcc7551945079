import type { Image } from '../../shared/image/image.ts';
import { checkOutboundUrl } from '../../shared/outbound-url.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { keyring } from '../secrets/keyring.ts';
import { open } from '../secrets/seal.ts';
import type { ImageRecord } from './image-state.ts';
import { createImageList } from './image-list.ts';
import { outboundRules } from '../outbound-url.ts';

/** Where an image's MCP server is, with the credential that opens it. */
export interface Upstream {
  /** With the credential in it, where the upstream wants it there: never to be logged or told. */
  readonly url: string;
  /** Of it: `mcp.example:8443`. */
  readonly host: string;
  readonly transport: ImageRecord['transport'];
  /** A header that carries the credential; `null`: none does. */
  readonly header: { readonly name: string; readonly value: string } | null;
  /** A query parameter that carries it, which every address of the upstream needs; `null`: none does. */
  readonly query: { readonly name: string; readonly value: string } | null;
  /** Its tool that closes what another has opened, and the argument that takes the id; `null`: there is none. */
  readonly release: ImageRecord['release'];
}

/** As people see it, from the record; `null`: the project has none such. Rejects where D1 cannot be reached. */
export async function findImage(id: string, projectId: string, env: Env): Promise<Image | null> {
  const image = await createImageList(env.RECORD).read(id);
  if (image === null || (image.projectId !== null && image.projectId !== projectId)) return null;
  return { id, environment: image.environment, title: image.title };
}

/**
 * The images that can be connected to: built-in ones, and the project's; `null`: of none. Rejects where D1 cannot be
 * reached.
 */
export async function listEnabledImages(projectId: string | null, env: Env): Promise<Image[]> {
  const images = await createImageList(env.RECORD).list(projectId ?? '');
  return images
    .filter(({ enabled }) => enabled)
    .map(({ id, environment, title }) => ({ id, environment, title }));
}

/**
 * Where calls to `image` go. A URL is judged again each time, since what may be called is a setting.
 *
 * Refusal: `upstream_unreachable` (none is configured, it may not be called, its credential cannot be read).
 */
export async function upstreamOf(image: ImageRecord, env: Env): Promise<Result<Upstream>> {
  const { transport, release } = image;
  if (image.url === null) {
    const base = baseOf(env.UPSTREAMS);
    if (base === null) return refuse('upstream_unreachable');
    const header = { name: 'authorization', value: `Bearer ${env.UPSTREAM_TOKEN}` };
    const url = `${base.origin}/${image.id}/mcp`; // An id needs no escaping.
    return ok({ url, host: base.host, transport, header, query: null, release });
  }
  const url = checkOutboundUrl(image.url, outboundRules(env));
  if (!url.ok) return refuse('upstream_unreachable');
  const { href, host } = url.value;
  const place = { url: href, host, transport, release };
  if (image.credential === null || image.sealed === null) return ok({ ...place, header: null, query: null });
  const value = await open(image.sealed, ownerOf(image), await keyring(env)).catch(() => null);
  if (value === null) return refuse('upstream_unreachable');
  const { in: where, name } = image.credential;
  if (where === 'header') return ok({ ...place, header: { name, value }, query: null });
  const query = { name, value };
  return ok({ ...place, url: withQuery(href, query), header: null, query });
}

/** The last `UPSTREAMS` that was read, and what it says. */
let known: { readonly setting: string; readonly base: URL | null } | undefined;

function baseOf(setting: string): URL | null {
  if (known?.setting !== setting) known = { setting, base: URL.canParse(setting) ? new URL(setting) : null };
  return known.base;
}

/** What the sealed credential of an image is bound to. Images have no revisions of it that could be mixed up. */
export function ownerOf({ id, projectId }: Pick<ImageRecord, 'id' | 'projectId'>) {
  return { projectId: projectId ?? '', keyId: id, secretRev: 1 };
}

/** An address of an upstream with the credential that it wants there. */
export function withQuery(href: string, query: Upstream['query']): string {
  if (query === null) return href;
  const url = new URL(href);
  url.searchParams.set(query.name, query.value);
  return url.href;
}
