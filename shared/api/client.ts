import * as v from 'valibot';

import { contract, type OperationName, type Output, type Sent } from './contract.ts';
import { ApiError, problemSchema } from './problem.ts';

/** One HTTP exchange, however it is made: `body` is JSON text, `null` where there is none. */
export interface ApiRequest {
  readonly method: string;
  /** `/v1/keys?limit=100` */
  readonly path: string;
  readonly body: string | null;
}
export type Send = (request: ApiRequest) => Promise<{ readonly status: number; readonly text: string }>;

/** The API as functions, one for each operation of the contract. */
export type Client = { readonly [Name in OperationName]: (input: Sent<Name>) => Promise<Output<Name>> };

/**
 * A client that speaks the contract through `send`.
 *
 * Each call rejects with an `ApiError`: the refusal's own code, `offline` where `send` rejects, or `internal`
 * where the answer is not what the contract says.
 */
export function createClient(send: Send): Client {
  const call = async (name: OperationName, input: Readonly<Record<string, unknown>>) => {
    return readAnswer(name, await exchange(send, name, input));
  };
  const names = Object.keys(contract) as OperationName[]; // Object.keys widens to string.
  // Built from the contract's own names, so every operation is there; the compiler cannot see that.
  return Object.fromEntries(
    names.map((name) => [name, (input: object) => call(name, { ...input })]),
  ) as unknown as Client;
}

/** Whatever fails before there is an answer looks alike: nothing was heard. */
async function exchange(send: Send, name: OperationName, input: Readonly<Record<string, unknown>>) {
  try {
    return await send(toRequest(name, input));
  } catch {
    throw new ApiError('offline');
  }
}

function toRequest(name: OperationName, input: Readonly<Record<string, unknown>>): ApiRequest {
  const { method, path } = contract[name];
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replace(/:(\w+)/g, (_, field: string) => {
    const value = String(rest.get(field));
    rest.delete(field);
    return encodeURIComponent(value);
  });
  if (method !== 'GET')
    return { method, path: filled, body: rest.size > 0 ? JSON.stringify(Object.fromEntries(rest)) : null };
  const query = [...rest].map(([field, value]) => `${field}=${encodeURIComponent(String(value))}`).join('&');
  return { method, path: query === '' ? filled : `${filled}?${query}`, body: null };
}

function readAnswer(name: OperationName, { status, text }: { status: number; text: string }): unknown {
  const json = parse(text);
  if (status >= 400) {
    const problem = v.safeParse(problemSchema, json);
    throw problem.success
      ? new ApiError(problem.output.code, problem.output.errors)
      : new ApiError('internal');
  }
  const answer = v.safeParse(contract[name].output, json);
  if (!answer.success) throw new ApiError('internal');
  return answer.output;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // No JSON is no answer of ours; the schema refuses it.
  }
}
