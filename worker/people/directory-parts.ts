import { createAlarm } from '../gate/alarm.ts';
import { createQueue } from '../gate/queue.ts';
import { createDeviceParts } from '../devices/device-parts.ts';
import { createSignInParts } from '../sign-in/sign-in-parts.ts';
import { createDirectoryAudit } from './directory-audit.ts';
import { createLookTable } from './look-table.ts';
import { createPeople } from './people.ts';
import { createPeopleTable } from './people-table.ts';
import { createSetup } from './setup.ts';
import { createTokens } from './tokens.ts';
import { createTokenTable } from './token-table.ts';
import { createTokenUse } from './use-token.ts';

/** What the directory is made of, wired together. Each part makes the tables it needs. */
export function createDirectoryParts({ storage }: DurableObjectState, env: Env, now: () => number) {
  const { sql } = storage;
  const wakeUp = createAlarm(storage);
  const audit = createDirectoryAudit({ storage, env, wakeUp, now });
  const people = createPeopleTable(sql);
  const tokenTable = createTokenTable(sql);
  /** Changes wait for each other: none is decided by what another is about to change. */
  const inTurn = createQueue();
  const signIn = createSignInParts({ sql, people, audit, inTurn, now });
  const devices = createDeviceParts({ sql, people, audit, now });
  const signOut = signIn.sessions.endOf;
  const forget = (person: string) => {
    tokenTable.removeOf(person);
    signOut(person);
    devices.devices.revokeOf(person);
  };
  const peopleCommands = createPeople({ table: people, audit, inTurn, now, forget, signOut });
  return {
    wakeUp,
    inTurn,
    audit,
    people,
    peopleCommands,
    tokenTable,
    looks: createLookTable(sql, now),
    tokens: createTokens({ table: tokenTable, audit, inTurn, now }),
    judgeToken: createTokenUse({ table: tokenTable, people, now }),
    setup: createSetup({ storage, people, tokens: tokenTable, audit, inTurn, now }),
    ...signIn,
    ...devices,
  };
}
