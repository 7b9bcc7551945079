import { endpointOf } from '../gateway/sse-session.ts';
import { withQuery } from '../images/catalogue.ts';
import { within } from '../patience.ts';
import { eachEvent, exchange, LinkFault, methodOf, type Link, type LinkOptions } from './link.ts';

const endpointWithinMs = 10_000;

/**
 * Connects to an upstream of HTTP+SSE (2024-11-05): answers come on its stream, which ends with the signal, and the session
 * with it. Throws a `LinkFault`.
 */
export async function openSseLink(options: LinkOptions): Promise<Link> {
  const { url } = options.upstream;
  const stream = await exchange(url, options, { verb: 'GET', headers: { accept: 'text/event-stream' } });
  if (stream.body === null) throw new LinkFault('upstream_invalid');
  const named = Promise.withResolvers<string | null>();
  void eachEvent(stream.body, ({ name, data }) => {
    if (name === 'endpoint') named.resolve(endpointOf(data, url));
    else if (name === 'message' && data !== '') options.receive(data);
  }).then(() => {
    named.resolve(null);
    options.lost();
  });
  const endpoint = await within(endpointWithinMs, named.promise).catch(() => null);
  if (endpoint === null) throw new LinkFault('upstream_invalid');

  return {
    async send(message, trace) {
      const headers = { 'content-type': 'application/json', ...trace };
      const asked = { verb: 'POST', method: methodOf(message), headers, body: message };
      const answer = await exchange(withQuery(endpoint, options.upstream.query), options, asked);
      await answer.body?.cancel();
    },
  };
}
