import { createAlarm } from '../gate/alarm.ts';
import { createQueue } from '../gate/queue.ts';
import { createDeviceParts } from '../devices/device-parts.ts';
import { createSignInParts } from '../sign-in/sign-in-parts.ts';
import { createDirectoryAudit } from './directory-audit.ts';
import { createPeopleTable } from './people-table.ts';

/** What the directory is made of, wired together. Each part makes the tables it needs. */
export type DirectoryParts = ReturnType<typeof createDirectoryParts>;

export function createDirectoryParts({ storage }: DurableObjectState, env: Env, now: () => number) {
  const { sql } = storage;
  const wakeUp = createAlarm(storage);
  const audit = createDirectoryAudit({ storage, env, wakeUp, now });
  const people = createPeopleTable(sql);
  /** Changes wait for each other: none is decided by what another is about to change. */
  const inTurn = createQueue();
  return {
    wakeUp,
    inTurn,
    audit,
    people,
    ...createSignInParts({ sql, people, audit, inTurn, now }),
    ...createDeviceParts({ sql, people, audit, now }),
  };
}
