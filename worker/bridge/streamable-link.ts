import { member } from '../../shared/mcp/member.ts';
import { askUpstream, readMessages, type Link, type LinkOptions } from './link.ts';

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
      const { method } = JSON.parse(message) as { method?: string }; // Every message is an object.
      const answer = await ask('POST', { accept, 'content-type': 'application/json' }, message);
      const named = answer.headers.get('mcp-session-id');
      if (named !== null) session = { ...session, 'mcp-session-id': named };
      // Not waited for: the answer may take as long as the call does, and its events are received as they come.
      void readMessages(answer, (text) => {
        if (method === 'initialize') session = { ...session, ...versionIn(text) };
        options.receive(text);
      });
      if (method === 'notifications/initialized') void listen();
    },
    close: () => void (session['mcp-session-id'] && ask('DELETE', {}).catch(() => undefined)),
  };
}

function versionIn(text: string): Readonly<Record<string, string>> {
  const version = member(JSON.parse(text), 'result', 'protocolVersion');
  return typeof version === 'string' ? { 'mcp-protocol-version': version } : {};
}
