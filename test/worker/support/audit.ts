import { env } from 'cloudflare:workers';

import { hashOf, type ChainedLine } from '../../../worker/audit/chain.ts';
import { keyring } from '../../../worker/secrets/keyring.ts';

/** The chain of a subject as the record has it, in order. */
export async function chainOf(subject: string): Promise<ChainedLine[]> {
  const { results } = await env.RECORD.prepare(
    `SELECT op_id AS opId, subject, project_id AS projectId, seq, action, outcome, rev, actor, device,
       request_id AS requestId, at, before, after, prev, hash FROM audit WHERE subject = ? ORDER BY seq`,
  )
    .bind(subject)
    .all<ChainedLine>();
  return results;
}

/** Whether a chain has neither gap nor fork, and every line the hash it must have. */
export async function isWhole(lines: readonly ChainedLine[]): Promise<boolean> {
  const keys = await keyring(env);
  let last = { seq: 0, hash: '' };
  for (const line of lines) {
    if (line.seq !== last.seq + 1 || line.prev !== last.hash) return false;
    if (line.hash !== (await hashOf(line, keys))) return false;
    last = line;
  }
  return lines.length > 0;
}

/** Lets the gate of `id` write the events that wait, as it does by itself within a minute. */
export async function flushEvents(id: string): Promise<void> {
  await env.GATE.getByName(id).auditHead();
}

/** What the audit of a key tells of closing, at their upstreams, what its sessions held there. */
export async function released(id: string): Promise<object[]> {
  await flushEvents(id);
  const lines = (await chainOf(id)).filter(({ action }) => action === 'session.release');
  return lines.map(({ after }) => JSON.parse(after ?? '{}') as object);
}
