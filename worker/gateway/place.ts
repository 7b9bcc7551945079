/** Where an MCP request goes, as its URL says. */
export interface Place {
  /** The image's id; empty where the URL names none, or more than one. */
  readonly image: string;
  /** Whatever stands in the URL where a ticket may: usually nothing, or one. */
  readonly tickets: readonly string[];
}

const byPath = /^\/(?:mcp|sse)\/([^/]+)(?:\/t\/([^/]+))?$/;
const byQuery = /^\/v2\/(?:mcp|sse)$/;

/**
 * Reads the addresses that the gateway serves: `/mcp/<image>` and `/mcp/<image>/t/<ticket>`, the same below `/sse`, and
 * AgentBay's form, `/v2/mcp?APIKEY=<ticket>&IMAGEID=<image>`, the same at `/v2/sse`. `null` for any other path.
 *
 * An `APIKEY` counts wherever it stands: one that were overlooked would be a second credential that nobody checked.
 */
export function readPlace({ pathname, searchParams }: URL): Place | null {
  const queried = searchParams.getAll('APIKEY');
  if (byQuery.test(pathname)) {
    const [image = '', ...more] = searchParams.getAll('IMAGEID');
    return { image: more.length === 0 ? image : '', tickets: queried };
  }
  const [, image, ticket] = byPath.exec(pathname) ?? [];
  if (image === undefined) return null;
  return { image, tickets: ticket === undefined ? queried : [ticket, ...queried] };
}
