import { type ServerEvent } from '../../shared/mcp/event-stream.ts';
import type { Era } from '../../shared/session/session.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { changeEvents, type Change } from './change-events.ts';
import type { Presented } from './credential.ts';
import { messagePath } from './place.ts';
import { sealReference } from './sse-reference.ts';

const longestEndpoint = 1024;

/** A stream that an HTTP+SSE upstream opened for a session of ours. */
export interface SseOpened {
  readonly session: string;
  readonly image: string;
  readonly presented: Presented;
  readonly bridged: Era | null;
  /** Where the stream came from. */
  readonly upstreamUrl: string;
  readonly keys: Keyring;
}

/**
 * Makes the stream what its client may see: the `endpoint` event leads to us (MCP 2024-11-05, HTTP with SSE), and messages
 * are as `own` gives them.
 *
 * Fails where the upstream names an endpoint of another origin: it would have us send its credential there.
 */
export function changeSse(opened: SseOpened, own: (event: ServerEvent) => Promise<string | null>): Change {
  return changeEvents(async (event) => {
    if (event.name !== 'endpoint') return own(event);
    const endpoint = endpointOf(event.data, opened.upstreamUrl);
    if (endpoint === null) return null;
    const { session, image, presented, bridged, keys } = opened;
    const reference = await sealReference({ session, endpoint, presented, bridged }, image, keys);
    return `event: endpoint\ndata: ${messagePath(image, reference)}\n\n`;
  });
}

/** The endpoint that an upstream named, whole; `null` where it is none that messages may be sent to. */
export function endpointOf(named: string, upstreamUrl: string): string | null {
  if (!URL.canParse(named, upstreamUrl)) return null;
  const { href, origin } = new URL(named, upstreamUrl);
  return origin === new URL(upstreamUrl).origin && href.length <= longestEndpoint ? href : null;
}
