import type { Limits } from '../../../shared/policy/limits.ts';
import { api, callStateless } from './calls.ts';
import { givenUpstream } from './upstream.ts';

let made = 0;

/** A key under a policy with these limits, and an upstream that answers. */
export async function givenLimited(limits: Partial<Limits>) {
  made += 1;
  const fields = { images: 'all', release: null, maxRunMinutes: 1000, ...limits } as const;
  const policy = await api.createPolicy({ name: `limits ${made}`, ...fields });
  const { key, secret } = await api.createKey({ name: `limited ${made}`, policyId: policy.id });
  return { id: key.id, secret, asked: givenUpstream() };
}

/** A call of a tool. */
export function run(secret: string): Promise<Response> {
  return callStateless({ secret, method: 'tools/call', params: { name: 'run' } });
}

/** How often each status was answered. */
export async function statuses(answers: readonly Promise<Response>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const answer of await Promise.all(answers)) {
    counts[answer.status] = (counts[answer.status] ?? 0) + 1;
    await answer.text();
  }
  return counts;
}

/** That many calls at once. */
export const times = (count: number, call: () => Promise<Response>) => Array.from({ length: count }, call);
