import { eraOf } from '../../shared/mcp/era.ts';
import { readEnvelope, type Envelope, type MessageId } from '../../shared/mcp/envelope.ts';
import { asksForOwn } from '../../shared/mcp/listing.ts';
import { isCharged } from '../../shared/session/charge.ts';
import { wantsOf } from '../../shared/mcp/wants.ts';
import type { Want } from '../../shared/policy/ask.ts';
import { clientName, undeclared } from '../../shared/session/identity.ts';
import type { Era } from '../../shared/session/session.ts';
import type { Intent } from '../gate/admission.ts';
import { checkJsonType, readBytes } from '../http/body.ts';
import { orThrow, Problem } from '../http/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { openHandle, type SessionHandle } from './session-handle.ts';
import type { SseReference } from './sse-reference.ts';

const largestBody = 1024 * 1024;

/** What the gateway understood of a request. */
export interface McpRequest {
  readonly era: Era;
  readonly intent: Intent;
  /** Of the JSON-RPC request; `null` where nothing waits for an answer under an id. */
  readonly id: MessageId | null;
  /** Empty where it carries no request or notification. */
  readonly method: string;
  readonly client: string;
  readonly isCharged: boolean;
  /** What it wants to use, for the policy to judge. */
  readonly wants: readonly Want[];
  /** The legacy session it names. */
  readonly handle: SessionHandle | null;
  /** Its answer, or what comes on its stream, may hold lists that depend on whose key asks. */
  readonly isOwn: boolean;
  /** Of the HTTP+SSE transport: its stream, or a message, whose answer comes on the stream. */
  readonly sse: 'stream' | 'message' | null;
  /** The original bytes. */
  readonly body: Uint8Array | null;
}

const takesAnswers = /application\/(?:json|\*)|text\/(?:event-stream|\*)|\*\/\*/i;

/** One message, and the bytes it came in. */
export interface Message {
  readonly body: Uint8Array;
  readonly envelope: Envelope;
}

/**
 * The message that a POST carries; `null` for GET and DELETE, which carry none.
 *
 * Throws the refusals of body and envelope, `method_not_allowed`, and `not_acceptable` where the client takes neither form
 * that an answer can have.
 */
export async function readMessage(request: Request): Promise<Message | null> {
  if (!takesAnswers.test(request.headers.get('accept') ?? '*/*')) throw new Problem('not_acceptable');
  if (request.method === 'GET' || request.method === 'DELETE') return null;
  if (request.method !== 'POST') throw new Problem('method_not_allowed');
  checkJsonType(request);
  const body = await readBytes(request, largestBody);
  return { body, envelope: orThrow(readEnvelope(body)) };
}

/** The id that an answer to `message` goes under. */
export function idOf(message: Message | null): MessageId | null {
  return message?.envelope.kind === 'request' ? message.envelope.id : null;
}

/**
 * Understands a request of either era: POST with one message, and GET and DELETE of a legacy session.
 *
 * Throws the refusals of `eraOf` and `wantsOf`, `session_required`, `session_not_found` (an id that was not sealed for this key and
 * image) and `method_not_allowed`.
 */
export async function readRequest(
  request: Request,
  message: Message | null,
  place: { keyId: string; image: string },
  keys: Keyring,
): Promise<McpRequest> {
  const named = request.headers.get('mcp-session-id') || null; // An empty one names none.
  const open = async (text: string) => (await openHandle(text, place, keys)) ?? notFound();
  if (message === null) {
    if (named === null) throw new Problem('method_not_allowed'); // No legacy session: 2026-07-28 knows POST only.
    const isOwn = request.method === 'GET'; // A DELETE is answered with no message.
    return { ...wordless, intent: 'continue', handle: await open(named), sse: null, isOwn };
  }
  const { envelope } = message;
  const era = orThrow(eraOf(headersOf(request), envelope));
  const said = { ...understood(message, era), sse: null };
  if (era === 'stateless') return { ...said, intent: statelessIntent(envelope), handle: null };
  if (envelope.method === 'initialize') return { ...said, intent: 'open', handle: null };
  if (named === null) throw new Problem('session_required');
  return { ...said, intent: 'continue', handle: await open(named) };
}

/**
 * Understands a request of the HTTP+SSE transport: a GET opens a session, and its messages name it.
 *
 * Throws the refusals of `eraOf`, `header_mismatch` (a message of the stateless era), `session_required` and
 * `method_not_allowed`.
 */
export function readSseRequest(
  request: Request,
  message: Message | null,
  reference: SseReference | null,
): McpRequest {
  if (request.method === 'GET') return { ...wordless, intent: 'open', handle: null, sse: 'stream' };
  if (message === null) throw new Problem('method_not_allowed');
  if (orThrow(eraOf(headersOf(request), message.envelope)) === 'stateless')
    throw new Problem('header_mismatch');
  if (reference === null) throw new Problem('session_required');
  const { session, endpoint: upstream, bridged } = reference;
  const handle = { session, upstream, bridged };
  const isOwn = false; // Its answer comes on the stream.
  return { ...understood(message, 'legacy'), intent: 'continue', handle, sse: 'message', isOwn };
}

/** A request without a message, whose answer is a stream of the server's messages. */
const wordless = {
  era: 'legacy',
  id: null,
  method: '',
  client: undeclared,
  isCharged: false,
  wants: [],
  isOwn: true,
  body: null,
} as const;

function understood(message: Message, era: Era) {
  const { body, envelope } = message;
  return {
    era,
    id: idOf(message),
    method: envelope.method,
    client: clientName(envelope),
    isCharged: isCharged(envelope),
    wants: orThrow(wantsOf(envelope)),
    isOwn: asksForOwn(envelope),
    body,
  };
}

/** Asking what a server can do is not using it: no session is held for it. */
function statelessIntent({ method }: Envelope): Intent {
  return method === 'server/discover' ? 'discover' : 'group';
}

function headersOf({ headers }: Request) {
  return {
    version: headers.get('mcp-protocol-version'),
    method: headers.get('mcp-method'),
    name: headers.get('mcp-name'),
  };
}

function notFound(): never {
  throw new Problem('session_not_found');
}
