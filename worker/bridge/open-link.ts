import type { Era } from '../../shared/session/session.ts';
import type { Link, LinkOptions } from './link.ts';
import { openSseLink } from './sse-link.ts';
import { openStatelessLink } from './stateless-link.ts';
import { openStreamableLink } from './streamable-link.ts';

/** Connects to an upstream of `era`. HTTP+SSE was only ever spoken in the legacy one. Throws a `LinkFault`. */
export async function openLink(era: Era, options: LinkOptions): Promise<Link> {
  if (options.upstream.transport === 'sse') return openSseLink(options);
  return era === 'stateless' ? openStatelessLink(options) : openStreamableLink(options);
}

/** For an upstream that turned out to be of the other era than `era`. */
export function openOtherLink(era: Era, options: LinkOptions): Link {
  return era === 'stateless' ? openStreamableLink(options) : openStatelessLink(options);
}
