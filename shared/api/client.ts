import * as v from 'valibot';

import type { ErrorCode } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import { ApiError, refusalSchema } from './api-error.ts';
import type { contract } from './contract.ts';
import type { Operation } from './operations/operation.ts';

/** One HTTP exchange, however it is made: `body` is JSON text, `null` where there is none. */
export interface ApiRequest {
  readonly method: string;
  /** `/v1/keys?limit=100` */
  readonly path: string;
  /** Those that the operation asks for, by their names in small letters: `if-match`, `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}
export type Send = (request: ApiRequest) => Promise<{ readonly status: number; readonly text: string }>;

/** What a caller gets: an answer, or all its lines. */
type Received<Of extends Operation> = Of extends { readonly lines: true }
  ? readonly v.InferOutput<Of['output']>[]
  : v.InferOutput<Of['output']>;

/** Operations as functions. */
export type ClientOf<Operations extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Operations]: (
    input: v.InferInput<Operations[Name]['input']>,
  ) => Promise<Received<Operations[Name]>>;
};

/** The whole API. */
export type Client = ClientOf<typeof contract>;

/**
 * A client that speaks `operations`, the contract or a part of it, through `send`. `newId` gives a text that no other
 * call has, for Idempotency-Key: `() => crypto.randomUUID()`. Where `rev` is left out, a change is made whatever the
 * thing reads by now.
 *
 * Each call rejects with an `ApiError`: the refusal's own code, `offline` where `send` rejects, or `internal`
 * where the answer is not what the contract says.
 */
export function createClient<Operations extends Readonly<Record<string, Operation>>>(
  operations: Operations,
  send: Send,
  newId: () => string,
): ClientOf<Operations> {
  const call = async (operation: Operation, input: Readonly<Record<string, unknown>>) =>
    readAnswer(operation, await exchange(send, () => toRequest(operation, input, newId)));
  // Built from the operations' own names, so every one is there; the compiler cannot see that.
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input: object) => call(operation, { ...input }),
    ]),
  ) as unknown as ClientOf<Operations>;
}

/** Whatever fails before there is an answer looks alike: nothing was heard. */
async function exchange(send: Send, request: () => ApiRequest) {
  try {
    return await send(request());
  } catch {
    throw new ApiError('offline');
  }
}

function toRequest(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  newId: () => string,
): ApiRequest {
  const { method } = operation;
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const headers = { accept: media(operation), ...headersOf(operation, rest, newId) };
  const path = operation.path.replace(/:(\w+)/g, (_, field: string) => {
    const value = String(rest.get(field));
    rest.delete(field);
    return encodeURIComponent(value);
  });
  if (method === 'GET') {
    const query = [...rest]
      .map(([field, value]) => `${field}=${encodeURIComponent(String(value))}`)
      .join('&');
    return { method, path: query === '' ? path : `${path}?${query}`, headers, body: null };
  }
  if (rest.size === 0) return { method, path, headers, body: null };
  const body = JSON.stringify(Object.fromEntries(rest));
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body };
}

const media = ({ lines }: Operation) => (lines ? 'application/x-ndjson' : 'application/json');

/** Takes `rev` out of `rest`: it travels as a header. */
function headersOf({ ifMatch, idempotent }: Operation, rest: Map<string, unknown>, newId: () => string) {
  const rev = rest.get('rev');
  if (ifMatch) rest.delete('rev');
  return {
    ...(ifMatch && { 'if-match': typeof rev === 'number' ? `"r${rev}"` : '*' }),
    ...(idempotent && { 'idempotency-key': newId() }),
  };
}

function readAnswer(
  { lines, output }: Operation,
  { status, text }: { status: number; text: string },
): unknown {
  if (status >= 400) throw refusalIn(text);
  const answer = lines
    ? v.safeParse(v.array(output), text.split('\n').filter(Boolean).map(parseJson))
    : v.safeParse(output, parseJson(text));
  if (!answer.success) throw new ApiError('internal');
  return answer.output;
}

function refusalIn(text: string): ApiError {
  const refusal = v.safeParse(refusalSchema, parseJson(text));
  if (!refusal.success) return new ApiError('internal');
  const { code, detail, errors } = refusal.output;
  return new ApiError(code as ErrorCode, detail, errors); // Newer ones than this side knows included.
}
