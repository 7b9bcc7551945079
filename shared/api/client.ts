import * as v from 'valibot';

import { contract, type OperationName, type Output, type Sent } from './contract.ts';
import type { Operation } from './operations/operation.ts';
import { ApiError, problemSchema } from './problem.ts';

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
type Received<Name extends OperationName> = (typeof contract)[Name] extends { readonly lines: true }
  ? readonly Output<Name>[]
  : Output<Name>;

/** The API as functions, one for each operation of the contract. */
export type Client = { readonly [Name in OperationName]: (input: Sent<Name>) => Promise<Received<Name>> };

/**
 * A client that speaks the contract through `send`. `newId` gives a text that no other call has, for Idempotency-Key:
 * `() => crypto.randomUUID()`. Where `rev` is left out, a change is made whatever the thing reads by now.
 *
 * Each call rejects with an `ApiError`: the refusal's own code, `offline` where `send` rejects, or `internal`
 * where the answer is not what the contract says.
 */
export function createClient(send: Send, newId: () => string): Client {
  const call = async (name: OperationName, input: Readonly<Record<string, unknown>>) => {
    return readAnswer(name, await exchange(send, () => toRequest(name, input, newId)));
  };
  const names = Object.keys(contract) as OperationName[]; // Object.keys widens to string.
  // Built from the contract's own names, so every operation is there; the compiler cannot see that.
  return Object.fromEntries(
    names.map((name) => [name, (input: object) => call(name, { ...input })]),
  ) as unknown as Client;
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
  name: OperationName,
  input: Readonly<Record<string, unknown>>,
  newId: () => string,
): ApiRequest {
  const operation: Operation = contract[name];
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

function readAnswer(name: OperationName, { status, text }: { status: number; text: string }): unknown {
  if (status >= 400) throw refusalIn(text);
  const { lines, output }: Operation = contract[name];
  const answer = lines
    ? v.safeParse(v.array(output), text.split('\n').filter(Boolean).map(parse))
    : v.safeParse(output, parse(text));
  if (!answer.success) throw new ApiError('internal');
  return answer.output;
}

function refusalIn(text: string): ApiError {
  const problem = v.safeParse(problemSchema, parse(text));
  return problem.success
    ? new ApiError(problem.output.code, problem.output.errors)
    : new ApiError('internal');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON is no answer of ours; the schema refuses it.
  }
}
