import { member } from '../../shared/mcp/member.ts';
import type { Trace } from '../gateway/upstream.ts';
import {
  exchange,
  faultOf,
  methodOf,
  readMessages,
  type Exchange,
  type Link,
  type LinkOptions,
  type SessionHeaders,
} from './link.ts';
import { createOpenExchanges } from './open-exchanges.ts';

const accept = 'application/json, text/event-stream';

/** Connects to an upstream of Streamable HTTP, in the legacy era. Nothing is asked before the first message. */
export function openStreamableLink(options: LinkOptions): Link {
  const { url } = options.upstream;
  const open = createOpenExchanges(options.signal);
  let session: SessionHeaders = {};

  function learn(more: SessionHeaders): void {
    session = { ...session, ...more };
    const isOpen = session['mcp-session-id'] !== undefined;
    if (isOpen) options.opened({ ...session, 'keyharbor-session': options.session });
  }

  async function ask(asked: Exchange, signal = options.signal): Promise<Response> {
    const headers = { ...asked.headers, ...session };
    return exchange(url, { ...options, signal }, { ...asked, headers }).catch((error: unknown) => {
      if (faultOf(error).code === 'session_not_found') options.lost();
      throw error;
    });
  }

  /** What the server says by itself. Not every server has such a stream. */
  async function listen(): Promise<void> {
    const answer = await ask({ verb: 'GET', headers: { accept: 'text/event-stream' } }).catch(() => null);
    if (answer !== null) await readMessages(answer, options.receive);
  }

  async function post(body: string, method: string, id: unknown, trace: Trace): Promise<void> {
    const headers = { accept, 'content-type': 'application/json', ...trace };
    const asked = { verb: 'POST', method, headers, body };
    const answer = await open.run(id, (signal) => ask(asked, signal));
    const named = answer.headers.get('mcp-session-id');
    if (named !== null && named !== session['mcp-session-id']) learn({ 'mcp-session-id': named });
    // Not waited for: the answer may take as long as the call does, and its events are received as they come.
    void readMessages(answer, (text) => {
      if (method === 'initialize') learn(versionIn(text));
      options.receive(text);
    }).then(() => {
      open.over(id);
      options.over(id, 'upstream_invalid');
    });
  }

  return {
    async send(message, trace = {}) {
      const said: unknown = JSON.parse(message);
      const method = methodOf(message);
      await post(message, method, method === '' ? undefined : member(said, 'id'), trace);
      if (method === 'notifications/cancelled') open.cut(member(said, 'params', 'requestId'));
      if (method === 'notifications/initialized') void listen();
    },
  };
}

function versionIn(text: string): SessionHeaders {
  const version = member(JSON.parse(text), 'result', 'protocolVersion');
  return typeof version === 'string' ? { 'mcp-protocol-version': version } : {};
}
