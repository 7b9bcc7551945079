/** Where an MCP request goes, as its URL says. */
export interface Place {
  /** The image's id; empty where the URL names none, or more than one. */
  readonly image: string;
  /** Whatever stands in the URL where a ticket may: usually nothing, or one. */
  readonly tickets: readonly string[];
  /** `sse`: HTTP+SSE (2024-11-05), with one stream for all answers. */
  readonly transport: 'streamable-http' | 'sse';
  /** Which HTTP+SSE session a message belongs to, as `openReference` reads it; `null`: none is named. */
  readonly reference: string | null;
}

const byPath = /^\/(mcp|sse)\/([^/]+)(?:\/t\/([^/]+))?$/;
const none = new URLSearchParams();
const byQuery = /^\/v2\/(mcp|sse)$/;

/**
 * Reads the addresses that the gateway serves: `/mcp/<image>` and `/mcp/<image>/t/<ticket>`, the same below `/sse`, and
 * AgentBay's form, `/v2/mcp?APIKEY=<ticket>&IMAGEID=<image>`, the same at `/v2/sse`, and `/sse/<image>?session=…`, where
 * an HTTP+SSE session sends its messages. `null` for any other path.
 *
 * An `APIKEY` counts wherever it stands: one that were overlooked would be a second credential that nobody checked.
 */
export function readPlace(url: URL): Place | null {
  const { pathname } = url;
  const searchParams = queryOf(url);
  const queried = searchParams.getAll('APIKEY');
  const reference = searchParams.get('session');
  const [, form] = byQuery.exec(pathname) ?? [];
  if (form !== undefined) {
    const [image = '', ...more] = searchParams.getAll('IMAGEID');
    return {
      image: more.length === 0 ? image : '',
      tickets: queried,
      transport: transportOf(form),
      reference: null,
    };
  }
  const [, kind, image, ticket] = byPath.exec(pathname) ?? [];
  if (kind === undefined || image === undefined) return null;
  return {
    image,
    tickets: ticket === undefined ? queried : [ticket, ...queried],
    transport: transportOf(kind),
    reference: kind === 'sse' ? reference : null,
  };
}

/** Most addresses have none, and reading it costs as much as the rest. */
function queryOf(url: URL): URLSearchParams {
  return url.search === '' ? none : url.searchParams;
}

/** Where the messages of an HTTP+SSE session go. */
export function messagePath(image: string, reference: string): string {
  return `/sse/${encodeURIComponent(image)}?session=${reference}`;
}

function transportOf(kind: string): Place['transport'] {
  return kind === 'sse' ? 'sse' : 'streamable-http';
}
