import { parseJson } from '../parse-json.ts';
import { ok, refuse, type Result } from '../result.ts';
import { isObject, member } from './member.ts';
import { isUnambiguous } from './unambiguous.ts';
import { utf8 } from './utf8.ts';

/** A JSON-RPC id as MCP allows it. */
export type MessageId = string | number;

/**
 * What the gateway needs to know of one JSON-RPC message. Only read: what is forwarded is the original bytes,
 * since writing JSON again would change large numbers inside a tool's arguments.
 */
export interface Envelope {
  readonly kind: 'request' | 'notification' | 'response';
  /** `null` for notifications. */
  readonly id: MessageId | null;
  /** Empty for responses. */
  readonly method: string;
  readonly params: unknown;
}

const longestId = 256;

/**
 * Reads one message and refuses whatever two parsers could read differently: arrays, repeated or look-alike
 * members, bad UTF-8, a byte order mark, ids that change value when parsed.
 *
 * Refusals: `parse_error` (not JSON in UTF-8), `invalid_envelope`.
 */
export function readEnvelope(bytes: Uint8Array): Result<Envelope> {
  const text = utf8(bytes); // A byte order mark fails to parse.
  if (text === null) return refuse('parse_error');
  const json = parseJson(text);
  if (json === undefined) return refuse('parse_error');
  if (!isObject(json) || json['jsonrpc'] !== '2.0' || !isUnambiguous(text)) return refuse('invalid_envelope');
  return classify(json);
}

function classify(json: Record<string, unknown>): Result<Envelope> {
  const { id, method, params } = json;
  if (id !== undefined && !isMessageId(id)) return refuse('invalid_envelope');
  if (method === undefined) return asResponse(json, id);
  // With an answer inside, another parser could take the request for a response.
  if (answersIn(json) > 0 || typeof method !== 'string') return refuse('invalid_envelope');
  if (params !== undefined && !isObject(params)) return refuse('invalid_envelope');
  return ok({ kind: id === undefined ? 'notification' : 'request', id: id ?? null, method, params });
}

function asResponse(json: Record<string, unknown>, id: MessageId | undefined): Result<Envelope> {
  if (id === undefined || answersIn(json) !== 1) return refuse('invalid_envelope');
  return ok({ kind: 'response', id, method: '', params: undefined });
}

function answersIn(json: Record<string, unknown>): number {
  return [json['result'], json['error']].filter((answer) => answer !== undefined).length;
}

/** What `Mcp-Name` must repeat: the tool, prompt or resource that a request is about. */
export function subjectOf(envelope: Envelope): unknown {
  if (envelope.method === 'resources/read') return member(envelope.params, 'uri');
  if (envelope.method === 'tools/call' || envelope.method === 'prompts/get')
    return member(envelope.params, 'name');
  return undefined;
}

function isMessageId(id: unknown): id is MessageId {
  return typeof id === 'string' ? id.length <= longestId : Number.isSafeInteger(id);
}
