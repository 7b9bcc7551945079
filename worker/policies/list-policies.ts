import type { PolicyView } from '../../shared/api/operations/policies.ts';
import { systemDefaultPolicy } from '../../shared/policy/policy.ts';
import { readPage, type PageAsk, type Position } from '../http/cursor.ts';
import { recordGone } from '../http/problem.ts';
import { createPolicyTable } from './policy-table.ts';

/** A page of a project's policies by name, the built-in one first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listPolicies(projectId: string, ask: PageAsk, env: Env) {
  const table = createPolicyTable(env.RECORD);
  const read = async (last: Position | null, most: number): Promise<readonly PolicyView[]> => {
    const first = last === null ? await table.read(systemDefaultPolicy.id) : null;
    return [...(first ? [first] : []), ...(await table.list(projectId, String(last?.[0] ?? ''), most))];
  };
  const { rows, next } = await readPage(ask, { list: 'policies', project: projectId }, env, {
    read: (last, most) => read(last, most).catch(recordGone),
    positionOf: ({ name, builtIn }) => [builtIn ? '' : name],
  });
  return { policies: rows, next };
}

/** A page of a policy's versions, newest first. Refusals: `invalid_cursor`, `record_unavailable`. */
export async function listPolicyVersions(id: string, ask: PageAsk, env: Env) {
  const table = createPolicyTable(env.RECORD);
  const { rows, next } = await readPage(ask, { list: 'policy_versions', project: '', filter: { id } }, env, {
    read: (last, most) =>
      table.versions(id, Number(last?.[0] ?? Number.MAX_SAFE_INTEGER), most).catch(recordGone),
    positionOf: ({ version }) => [version],
  });
  return { versions: rows, next };
}
