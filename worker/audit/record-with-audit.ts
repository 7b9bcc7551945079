import { keyring } from '../secrets/keyring.ts';
import { appendLines, isBehind, readHead } from './audit-table.ts';
import { link, noHead } from './chain.ts';
import type { AuditEntry } from './entry.ts';

/** Writers that meet at one subject take turns; more rounds than this mean that something else is wrong. */
const rounds = 8;

/**
 * Writes a change together with its line in the subject's chain, both or neither: for every noun but keys, whose gates
 * write their own.
 *
 * The line is only written where the last of `statements` changed a row, so a conditional update that came too late
 * leaves none; without statements, it is written. Gives the results of `statements`. Rejects where D1 cannot be reached or a constraint is broken.
 */
export async function recordWithAudit(
  env: Env,
  entry: AuditEntry,
  statements: readonly D1PreparedStatement[],
): Promise<D1Result[]> {
  const condition = statements.length === 0 ? '1' : 'changes() > 0';
  for (let round = 1; ; round += 1) {
    const head = (await readHead(env.RECORD, entry.subject)) ?? noHead;
    const lines = await link([entry], head, await keyring(env));
    try {
      const batch = [...statements, appendLines(env.RECORD, lines, condition)];
      return (await env.RECORD.batch(batch)).slice(0, -1);
    } catch (error) {
      if (round === rounds || !isBehind(error)) throw error; // Nothing of a failed batch stays.
    }
  }
}
