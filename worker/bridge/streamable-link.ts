import type { ErrorCode } from '../../shared/errors.ts';
import { member } from '../../shared/mcp/member.ts';
import { isStream } from '../gateway/upstream.ts';
import { askUpstream, LinkFault, readMessages, type Link, type LinkOptions } from './link.ts';

const accept = 'application/json, text/event-stream';

/** Connects to an upstream of Streamable HTTP, in the legacy era. Nothing is asked before the first message. */
export function openStreamableLink(options: LinkOptions): Link {
  const { url } = options.upstream;
  let session: Readonly<Record<string, string>> = {};

  const ask = (method: string, headers: Readonly<Record<string, string>>, body?: string) => {
    const init = { method, headers: { ...headers, ...session }, ...(body !== undefined && { body }) };
    return askUpstream(url, options, init);
  };

  /** What the server says by itself. Not every server has such a stream. */
  async function listen(): Promise<void> {
    const answer = await ask('GET', { accept: 'text/event-stream' }).catch(() => null);
    if (answer !== null) await readMessages(answer, options.receive);
  }

  return {
    async send(message) {
      const { method, id } = JSON.parse(message) as { method?: string; id?: unknown }; // Every message is an object.
      const answer = await ask('POST', { accept, 'content-type': 'application/json' }, message);
      const named = answer.headers.get('mcp-session-id');
      if (named !== null) session = { ...session, 'mcp-session-id': named };
      const reading = readMessages(answer, (text) => {
        const said: unknown = id === undefined ? null : JSON.parse(text);
        if (method === 'initialize') session = { ...session, ...versionIn(said) };
        options.receive(text);
      });
      // A stream is not waited for: it may take as long as the call does, and its events are received as they come.
      if (!isStream(answer)) await reading.catch(() => fail('upstream_invalid'));
      if (method === 'notifications/initialized') void listen();
    },
    close: () => void (session['mcp-session-id'] && ask('DELETE', {}).catch(() => undefined)),
  };
}

function fail(code: ErrorCode): never {
  throw new LinkFault(code);
}

function versionIn(message: unknown): Readonly<Record<string, string>> {
  const version = member(message, 'result', 'protocolVersion');
  return typeof version === 'string' ? { 'mcp-protocol-version': version } : {};
}
