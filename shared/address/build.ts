import type { Image } from '../image/image.ts';

/**
 * The address an MCP client connects to: `https://keys.example/mcp/linux_latest`.
 *
 * A key's secret is never part of it. Addresses end up in shell history, proxy
 * logs and screenshots; `khk_` secrets travel in the Authorization header.
 * Throws a `TypeError` where `gateway` is not an absolute URL.
 */
export function mcpAddress(gateway: string, image: Pick<Image, 'id'>): string {
  return new URL(`/mcp/${encodeURIComponent(image.id)}`, gateway).href;
}

/** The same for a client that can send nothing but a URL: `https://keys.example/mcp/linux_latest/t/kht_…`. */
export function ticketAddress(gateway: string, image: string, ticket: string): string {
  return `${mcpAddress(gateway, { id: image })}/t/${ticket}`;
}

/** The same as AgentBay writes it, for HTTP+SSE: `https://keys.example/v2/sse?APIKEY=kht_…&IMAGEID=linux_latest`. */
export function agentBayAddress(gateway: string, image: string, ticket: string): string {
  return new URL(`/v2/sse?APIKEY=${ticket}&IMAGEID=${encodeURIComponent(image)}`, gateway).href;
}

/** The name a client lists the server under: `keyharbor-linux`. Lower case and dashes, as every client takes. */
export function serverName(image: Image): string {
  const own =
    image.id === `${image.environment}_latest` ? image.environment : image.id.replace(/[^a-z0-9]+/g, '-');
  return `keyharbor-${own}`;
}
