import { everyProject, type Grant } from '../../shared/people/grant.ts';
import type { Identity, Person } from '../../shared/people/person.ts';
import type { ConsoleToken } from '../../shared/people/console-token.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { InTurn } from '../gate/queue.ts';
import type { DirectoryAudit } from './directory-audit.ts';
import { newPerson } from './new-person.ts';
import type { PeopleTable } from './people-table.ts';
import type { TokenTable } from './token-table.ts';

interface Deps {
  readonly storage: DurableObjectStorage;
  readonly people: PeopleTable;
  readonly tokens: TokenTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
}

/** What setting up is to make. */
export interface SetupOrder {
  /** Names the bootstrap token: an HMAC of it in hexadecimal digits. */
  readonly bootstrap: string;
  readonly name: string;
  readonly identity: Identity | null;
  readonly token: Pick<ConsoleToken, 'id' | 'name' | 'expiresAt'>;
  readonly digest: Uint8Array;
}
export interface SetUp {
  readonly person: Person;
  readonly token: ConsoleToken;
}

/**
 * The first owner, and a console token of theirs that may do everything. One bootstrap token makes one owner: who may
 * replace the Worker's secrets may make another one, and needs to where every owner is lost.
 */
export function createSetup({ storage, people, tokens, audit, inTurn, now }: Deps) {
  const { sql } = storage;
  sql.exec(
    'CREATE TABLE IF NOT EXISTS setups (bootstrap TEXT PRIMARY KEY, person TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  );

  return {
    /** Refusals: `already_bootstrapped`, `record_unavailable`. */
    setUp(order: SetupOrder, by: By): Promise<Result<SetUp>> {
      const { bootstrap, token, digest } = order;
      return inTurn(async () => {
        if (sql.exec('SELECT 1 FROM setups WHERE bootstrap = ?', bootstrap).toArray().length > 0)
          return refuse('already_bootstrapped');
        const person = ownerNamed(order, people, now());
        const after = { name: person.name, token: token.id };
        const recorded = await audit.record({ subject: person.id, action: 'person.bootstrap', after }, by);
        if (!recorded.ok) return recorded;
        const made = {
          ...token,
          person: person.id,
          projects: null,
          actions: null,
          createdAt: now(),
          usedAt: null,
        };
        storage.transactionSync(() => {
          people.write(person);
          tokens.add(made, digest);
          sql.exec(
            'INSERT INTO setups (bootstrap, person, at) VALUES (?, ?, ?)',
            bootstrap,
            person.id,
            now(),
          );
        });
        return ok({ person, token: made });
      });
    },
  };
}

/** An owner to be: whoever signs in so already, or somebody new. */
function ownerNamed({ name, identity }: SetupOrder, table: PeopleTable, at: number): Person {
  const known = identity && table.findBy(identity);
  const grants: Grant[] = [{ role: 'owner', project: everyProject }];
  if (known) return { ...known, grants, disabled: false, rev: known.rev + 1, changedAt: at };
  const identities = identity === null ? [] : [identity];
  return newPerson({ name, grants, identities }, at);
}
