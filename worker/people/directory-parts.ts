import { createAlarm } from '../gate/alarm.ts';
import { createQueue } from '../gate/queue.ts';
import { createDirectoryAudit } from './directory-audit.ts';
import { createPeopleTable } from './people-table.ts';

/** What the directory is made of, wired together. Each part makes the tables it needs. */
export type DirectoryParts = ReturnType<typeof createDirectoryParts>;

export function createDirectoryParts({ storage }: DurableObjectState, env: Env, now: () => number) {
  const wakeUp = createAlarm(storage);
  return {
    wakeUp,
    /** Changes wait for each other: none is decided by what another is about to change. */
    inTurn: createQueue(),
    audit: createDirectoryAudit({ storage, env, wakeUp, now }),
    people: createPeopleTable(storage.sql),
  };
}
