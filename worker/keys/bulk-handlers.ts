import type { Handlers } from '../../shared/api/contract.ts';
import { alone, type bulkOperations } from '../../shared/api/operations/bulk.ts';
import { access } from '../../shared/people/access.ts';
import type { KeyFilter } from '../../shared/key/filter.ts';
import type { Context } from '../context.ts';
import { openCursor, signCursor, type ListScope, type Position } from '../http/cursor.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { checkAction } from '../people/check-access.ts';
import { createKeyQuery, type KeyList } from './key-query.ts';
import { fromRow } from './key-row.ts';
import { runCommand } from './run-bulk.ts';

const shown = 100;
/** Gates that one request asks: well within what a Worker may ask in one go, and answered within seconds. */
const step = 25;

export const bulkHandlers: Pick<Handlers<Context>, keyof typeof bulkOperations> = {
  previewBulk: async ({ project, filter }, { env }) => {
    const asOf = Date.now();
    const query = createKeyQuery(env.RECORD, listOf(project, filter, asOf), asOf);
    const [rows, total] = await Promise.all([query.rows(null, shown), query.total()]).catch(recordGone);
    return { total, keys: rows.map(fromRow), token: await signCursor([asOf], scopeOf(project, filter), env) };
  },
  runBulk: async ({ project, command, filter, token, ids, revs }, context) => {
    if ((token === undefined) === (ids === undefined))
      throw new Problem('validation_failed', {
        fields: [{ pointer: '/token', message: 'Expected either token or ids' }],
      });
    const { action } = access[alone[command.do]];
    if (ids === undefined) await checkAction(action, project, context);
    else await checkAction(action, null, context); // In which project, each key's own turn tells.
    if (ids !== undefined)
      return { results: await runCommand({ ids: [...new Set(ids)], revs, command }, context), next: null };
    const { found, next } = await nextKeys(project, filter, token ?? '', context.env);
    return { results: await runCommand({ ids: found, revs, command }, context), next };
  },
};

/** The keys that the next step is about, and the token of the one after. */
async function nextKeys(project: string, filter: KeyFilter, token: string, env: Env) {
  const scope = scopeOf(project, filter);
  const [asOf = 0, ...last] = await openCursor(token, scope, env);
  const query = createKeyQuery(env.RECORD, listOf(project, filter, Number(asOf)), Number(asOf));
  const start: Position | null = last.length === 0 ? null : last;
  const rows = await query.rows(start, step + 1).catch(recordGone);
  const page = rows.slice(0, step);
  const lastRow = page.at(-1);
  const isMore = rows.length > step && lastRow !== undefined;
  const end = isMore ? query.positionOf(lastRow) : await query.endOf(start).catch(recordGone);
  const next = end && (await signCursor([asOf, ...end], scope, env));
  return { found: page.map(({ id }) => id), next };
}

function listOf(projectId: string, filter: KeyFilter, unchangedSince: number): KeyList {
  return { projectId, filter, sort: 'created', unchangedSince };
}

function scopeOf(project: string, filter: KeyFilter): ListScope {
  return { list: 'bulk', project, filter };
}
