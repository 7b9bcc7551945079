import type { ConsoleToken } from '../../shared/people/console-token.ts';
import type { Person } from '../../shared/people/person.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { DeviceDirectory } from '../devices/device-directory.ts';
import type { PersonChange, PersonEdit } from './people.ts';
import type { Principal } from './principal.ts';
import type { SetUp, SetupOrder } from './setup.ts';
import type { NewToken } from './tokens.ts';

/** What the directory answers about people and their console tokens. */
export class PeopleDirectory extends DeviceDirectory {
  /** Refusals: those of `createSetup().setUp`. */
  async setUp(order: SetupOrder, by: By): Promise<Result<SetUp>> {
    return this.parts.setup.setUp(order, by);
  }

  /** Refusal: `person_not_found`. */
  async readPerson(id: string): Promise<Result<Person>> {
    const person = this.parts.people.read(id);
    return person === null ? refuse('person_not_found') : ok(person);
  }

  /** Up to `most` in the order of their ids, those after `last`. */
  async listPeople(last: string, most: number): Promise<Result<Person[]>> {
    return ok(this.parts.people.list(last, most));
  }

  /** Refusals: those of `createPeople().edit`. */
  async editPerson(change: PersonChange, edit: PersonEdit): Promise<Result<Person>> {
    return this.parts.peopleCommands.edit(change, edit);
  }

  /** Refusals: those of `createPeople().remove`. */
  async removePerson(change: PersonChange): Promise<Result<Person>> {
    return this.parts.peopleCommands.remove(change);
  }

  /** Rows for an export: up to `most` behind `place`. */
  async exportPeople(place: number, most: number): Promise<Result<(Person & { place: number })[]>> {
    return ok(this.parts.people.rows(place, most));
  }

  /** One after the other; those that are here already stay as they are. Refusal: `record_unavailable`. */
  async restorePeople(people: readonly Person[], by: By): Promise<Result<null>> {
    for (const person of people) {
      const restored = await this.parts.peopleCommands.restore(person, by);
      if (!restored.ok) return restored;
    }
    return ok(null);
  }

  /** Refusals: those of `createTokenUse`. */
  async authenticateToken(id: string, digest: Uint8Array): Promise<Result<Principal>> {
    return this.parts.judgeToken(id, digest);
  }

  /** Refusal: `reveal_limit`. */
  async spendLook(who: string, most: number): Promise<Result<null>> {
    return this.parts.looks.spend(who, most);
  }

  /** Refusals: those of `createTokens().create`. */
  async createToken(token: NewToken, digest: Uint8Array, by: By): Promise<Result<ConsoleToken>> {
    return this.parts.tokens.create(token, digest, by);
  }

  /** Refusal: `token_not_found`. */
  async readToken(id: string): Promise<Result<ConsoleToken>> {
    return this.parts.tokens.find(id);
  }

  /** Up to `most` in the order of their ids, those after `last`; `person`: of one alone, `null`: of everybody. */
  async listTokens(person: string | null, last: string, most: number): Promise<Result<ConsoleToken[]>> {
    return ok(this.parts.tokens.list(person, last, most));
  }

  /** Refusals: those of `createTokens().renew`. */
  async renewToken(id: string, expiresAt: number, by: By): Promise<Result<ConsoleToken>> {
    return this.parts.tokens.renew(id, expiresAt, by);
  }

  /** Refusals: those of `createTokens().revoke`. */
  async revokeToken(id: string, by: By): Promise<Result<ConsoleToken>> {
    return this.parts.tokens.revoke(id, by);
  }
}
