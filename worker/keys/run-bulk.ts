import { alone, type BulkCommand, type BulkResult } from '../../shared/api/operations/bulk.ts';
import type { Context } from '../context.ts';
import type { Changed } from '../gate/execution.ts';
import { codeOf } from '../http/problem.ts';
import { log } from '../log.ts';
import { checkAccess } from '../people/check-access.ts';
import { keyHandlers } from './handlers.ts';

/** Gates asked at the same time. */
const atOnce = 5;

/** One command for many keys. */
export interface Bulk {
  readonly ids: readonly string[];
  /** By id; a key without one is changed at whichever revision it is. */
  readonly revs: Readonly<Record<string, number>>;
  readonly command: BulkCommand;
}

/** One key, as it was seen. */
interface Seen {
  readonly id: string;
  readonly rev: number | undefined;
}

/** Carries a command out on each key, as if it were asked for alone; the results in the order of `ids`. Never rejects. */
export async function runCommand({ ids, revs, command }: Bulk, context: Context): Promise<BulkResult[]> {
  const results = new Map<string, BulkResult>();
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      results.set(id, await runOne({ id, rev: revs[id] }, command, context));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ids.flatMap((id) => results.get(id) ?? []);
}

async function runOne(seen: Seen, command: BulkCommand, context: Context): Promise<BulkResult> {
  const { id } = seen;
  try {
    await checkAccess(alone[command.do], { id }, context);
    return { ok: true, id, ...(await carryOut(seen, command, context)) };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'internal') log({ event: 'bulk_failed', requestId: context.requestId, error });
    return { ok: false, id, code };
  }
}

function carryOut(seen: Seen, command: BulkCommand, context: Context): Promise<Changed> {
  switch (command.do) {
    case 'enable':
      return keyHandlers.enableKey(seen, context);
    case 'disable':
      return keyHandlers.disableKey({ ...seen, mode: command.mode }, context);
    case 'delete':
      return keyHandlers.deleteKey(seen, context);
    case 'assign':
      return keyHandlers.assignPolicy({ ...seen, policyId: command.policyId, apply: command.apply }, context);
    case 'set_expiry':
      return keyHandlers.editKey({ ...seen, expiresAt: command.expiresAt }, context);
    default:
      return tag(seen, command, context);
  }
}

/** Over the tags that the key has now; refused as `revision_mismatch` where it is changed in between. */
async function tag(
  seen: Seen,
  { add, remove }: Extract<BulkCommand, { do: 'tag' }>,
  context: Context,
): Promise<Changed> {
  const { tags, rev } = await keyHandlers.readKey({ id: seen.id }, context);
  const kept = [...new Set([...tags, ...add])].filter((each) => !remove.includes(each));
  return keyHandlers.editKey({ id: seen.id, rev: seen.rev ?? rev, tags: kept }, context);
}
