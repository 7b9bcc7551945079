import { subjectOf, type Envelope } from '../../shared/mcp/envelope.ts';
import { statelessVersions } from '../../shared/mcp/era.ts';
import { membersOf, wholeOf, type Span } from '../../shared/mcp/json-span.ts';
import { member } from '../../shared/mcp/member.ts';
import { withMembers } from '../../shared/mcp/respell.ts';

/** What a client said of itself in its handshake. */
export interface ClientMeta {
  readonly clientInfo: unknown;
  readonly clientCapabilities: unknown;
  readonly logLevel: unknown;
}

const [version] = statelessVersions;

/** A request of the legacy era as one of 2026-07-28: with its `_meta` and headers, the arguments to the byte. */
export function toStateless(text: string, meta: ClientMeta, more: object) {
  const message: unknown = JSON.parse(text);
  const method = String(member(message, 'method'));
  const subject = subjectOf({ method, params: member(message, 'params') } as Envelope); // It reads no more than these.
  const own = Object.fromEntries(
    Object.entries({ protocolVersion: version, ...meta }).map(([name, value]) => [
      `io.modelcontextprotocol/${name}`,
      value,
    ]),
  );
  const whole = wholeOf(text);
  const params = membersOf(text, whole).find(({ name }) => name === 'params');
  const body =
    params === undefined
      ? withMembers(text, whole, { params: { _meta: own, ...more } })
      : withMeta(text, params, own, more);
  const headers = {
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    'mcp-protocol-version': version,
    'mcp-method': method,
    ...(typeof subject === 'string' && { 'mcp-name': asHeader(subject) }),
  };
  return { body, headers, id: member(message, 'id') };
}

function withMeta(text: string, params: Span, own: object, more: object): string {
  const meta = membersOf(text, params).find(({ name }) => name === '_meta');
  if (meta === undefined) return withMembers(text, params, { _meta: own, ...more });
  const inner = withMembers(text, meta, own);
  return Object.keys(more).length === 0 ? inner : withMembers(inner, params, more);
}

/** What no header can hold is wrapped (MCP 2026-07-28, Streamable HTTP). */
function asHeader(value: string): string {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.startsWith('=?base64?')) return value;
  return `=?base64?${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}?=`;
}
