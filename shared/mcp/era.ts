import { ok, refuse, type Refusal, type Result } from '../result.ts';
import type { Era } from '../session/session.ts';
import { subjectOf, type Envelope } from './envelope.ts';
import { isObject, member } from './member.ts';
import { utf8 } from './utf8.ts';

export const statelessVersions = ['2026-07-28'] as const;
export const legacyVersions = ['2025-03-26', '2025-06-18', '2025-11-25'] as const;

const versionMember = ['_meta', 'io.modelcontextprotocol/protocolVersion'] as const;

/** The headers that repeat what the body says (MCP 2026-07-28, Streamable HTTP). `null`: not sent. */
export interface McpHeaders {
  readonly version: string | null;
  readonly method: string | null;
  readonly name: string | null;
}

/**
 * The era a message belongs to. The body decides what is done, so headers may only repeat it.
 *
 * A missing or older version header means legacy: clients of those revisions leave it out.
 * Refusals: `header_mismatch`, `unsupported_version` (newer than we know; says what was requested), `invalid_params`
 * (a request without its version), `method_not_found` (what the stateless era has not), `invalid_envelope` (a response
 * where no server asks).
 */
export function eraOf(headers: McpHeaders, envelope: Envelope): Result<Era> {
  const declared = member(envelope.params, ...versionMember);
  const version = headers.version ?? '';
  if (version < statelessVersions[0]) return olderEra(headers, envelope, declared);
  if (!statelessVersions.some((known) => known === version)) return unsupported(version);
  if (envelope.kind === 'response') return refuse('invalid_envelope'); // No server asks anything in this era.
  if (envelope.kind === 'request' && declared === undefined) return refuse('invalid_params');
  if (!repeatsBody(headers, envelope, declared)) return refuse('header_mismatch');
  return legacyMethods.includes(envelope.method) ? refuse('method_not_found') : ok('stateless');
}

/** Whose clients send neither these headers nor a version in the body. */
function olderEra(headers: McpHeaders, envelope: Envelope, declared: unknown): Result<Era> {
  if (declared !== undefined || contradictsBody(headers, envelope)) return refuse('header_mismatch');
  return ok('legacy');
}

/** What 2026-07-28 took out of the protocol. */
const legacyMethods = [
  'initialize',
  'ping',
  'logging/setLevel',
  'resources/subscribe',
  'resources/unsubscribe',
];

const versionLike = /^[\w.-]{1,32}$/;

/** A client must hear which version it asked for (MCP 2026-07-28, Versioning). */
function unsupported(version: string): Refusal {
  return refuse('unsupported_version', versionLike.test(version) ? { requested: version } : undefined);
}

function repeatsBody(headers: McpHeaders, envelope: Envelope, declared: unknown): boolean {
  if (headers.method === null || contradictsBody(headers, envelope)) return false;
  // Notifications carry no _meta of their own, so they have no version to repeat.
  if (declared !== headers.version && !(envelope.kind === 'notification' && declared === undefined))
    return false;
  return headers.name !== null || subjectOf(envelope) === undefined;
}

/** No era's upstream may be told by a header what the body, by which it was judged, does not say. */
function contradictsBody({ method, name }: McpHeaders, envelope: Envelope): boolean {
  if (method !== null && method !== envelope.method) return true;
  if (name === null) return false;
  const [said, subject] = [decodeHeader(name), subjectOf(envelope)];
  if (subject !== undefined) return said !== subject;
  // Other methods need no name; one that is sent all the same must be in the body, else it speaks for itself.
  return !isObject(envelope.params) || !Object.values(envelope.params).includes(said);
}

/** A header that cannot hold its value as it is wraps it: `=?base64?…?=`, UTF-8 inside. */
function decodeHeader(value: string): string | null {
  const wrapped = /^=\?base64\?([0-9A-Za-z+/]*={0,2})\?=$/.exec(value)?.[1];
  if (wrapped === undefined) return value;
  try {
    return utf8(Uint8Array.from(atob(wrapped), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
