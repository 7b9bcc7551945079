import { prefixes } from '../../shared/ids.ts';
import type { Person } from '../../shared/people/person.ts';
import { newId } from '../secrets/new-id.ts';

/** Somebody who was not here before `at`. */
export function newPerson(who: Pick<Person, 'name' | 'grants' | 'identities'>, at: number): Person {
  return { id: newId(prefixes.person), ...who, disabled: false, rev: 1, createdAt: at, changedAt: at };
}
