import { api, type McpCall } from './calls.ts';

let made = 0;
export type Fields = Partial<Parameters<typeof api.createPolicy>[0]>;

/** A key under a policy that says this and allows everything else. */
export async function givenKeyUnder(fields: Fields) {
  made += 1;
  const name = `bites ${made}`;
  const policy = await api.createPolicy({ name, images: 'all', release: null, maxRunMinutes: 60, ...fields });
  const { key, secret } = await api.createKey({ name, policyId: policy.id });
  return { id: key.id, secret, policy };
}

export interface Told {
  readonly error?: { code: number; message: string; data: Record<string, unknown> };
}

/** What a call comes to: `passed`, or status, number and code of the refusal. */
export async function outcome(call: Promise<Response>) {
  const response = await call;
  const { error } = await response.json<Told>();
  return error === undefined ? 'passed' : [response.status, error.code, error.data['code']];
}

/** Allows what fits one pattern. */
export const only = (pattern: string) => ({
  rules: [{ pattern, effect: 'allow' as const }],
  otherwise: 'deny' as const,
});
export const argumentsOf = (name: string, args: object) => ({ name, arguments: args });
/** A tool call. */
export const run = (name: string, args = {}): McpCall => ({
  method: 'tools/call',
  params: argumentsOf(name, args),
});
