import { isOwner, type Grant } from '../../shared/people/grant.ts';
import type { Person } from '../../shared/people/person.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { InTurn } from '../gate/queue.ts';
import type { DirectoryAudit } from './directory-audit.ts';
import type { PeopleTable } from './people-table.ts';

interface Deps {
  readonly table: PeopleTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
  /** Drops what a person leaves behind: tokens, devices, sessions. */
  readonly forget: (person: string) => void;
  /** Ends their page sessions: who is let in again signs in again. */
  readonly signOut: (person: string) => void;
}

/** A change of some fields; those left out stay as they are. */
export interface PersonEdit {
  readonly name?: string | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** Somebody's change of a person. */
export interface PersonChange {
  readonly id: string;
  /** As the caller has seen it; `undefined`: whichever it is. */
  readonly rev: number | undefined;
  readonly by: By;
  /** Whether an owner asks: nobody else makes, changes or removes owners. */
  readonly isByOwner: boolean;
}

/** The life of people. Whether somebody may change them at all is decided before. */
export function createPeople({ table, audit, inTurn, now, forget, signOut }: Deps) {
  const isLast = (person: Person) => isOwner(person.grants) && !person.disabled && table.countOwners() === 1;
  const put = (person: Person) => {
    table.write(person);
    if (person.disabled) signOut(person.id);
  };

  return {
    /** Refusals: `person_not_found`, `revision_mismatch`, `owners_only`, `last_owner`, `record_unavailable`. */
    edit(change: PersonChange, edit: PersonEdit): Promise<Result<Person>> {
      return inTurn(async () => {
        const person = changeable(table.read(change.id), change, edit.grants);
        if (!person.ok) return person;
        const before = person.value;
        const after = edited(before, edit, now());
        if (JSON.stringify(told(after)) === JSON.stringify(told(before))) return person;
        if (isLast(before) && (after.disabled || !isOwner(after.grants))) return refuse('last_owner');
        const line = lineOf(before, after);
        const recorded = onlyCloses(before, after) ? null : await audit.record(line, change.by);
        if (recorded?.ok === false) return recorded;
        put(after);
        if (recorded === null) audit.note(line, change.by);
        await audit.flush();
        return ok(after);
      });
    },

    /** Puts somebody of an export in, unless they are here; whoever signs in as somebody here stays that one. */
    restore(person: Person, by: By): Promise<Result<null>> {
      return inTurn(async () => {
        if (table.read(person.id) !== null) return ok(null);
        const identities = person.identities.filter((each) => table.findBy(each) === null);
        const line = { subject: person.id, action: 'person.restore', after: told(person) } as const;
        const recorded = await audit.record(line, by);
        if (recorded.ok) table.write({ ...person, identities });
        return recorded;
      });
    },

    /** May do nothing any more when it is answered. Refusals: those of `edit` but the last. */
    remove(change: PersonChange): Promise<Result<Person>> {
      return inTurn(async () => {
        const person = changeable(table.read(change.id), change);
        if (!person.ok) return person;
        if (isLast(person.value)) return refuse('last_owner');
        table.remove(change.id);
        forget(change.id);
        audit.note({ subject: change.id, action: 'person.remove', before: told(person.value) }, change.by);
        await audit.flush();
        return person;
      });
    },
  };
}

/** The person, if the change may be made. */
function changeable(
  person: Person | null,
  { rev, isByOwner }: PersonChange,
  grants: readonly Grant[] = [],
): Result<Person> {
  if (person === null) return refuse('person_not_found');
  if (rev !== undefined && rev !== person.rev)
    return refuse('revision_mismatch', { current_rev: person.rev });
  if (!isByOwner && (isOwner(person.grants) || isOwner(grants))) return refuse('owners_only');
  return ok(person);
}

function edited(before: Person, { name, grants, disabled }: PersonEdit, changedAt: number): Person {
  return {
    ...before,
    name: name ?? before.name,
    grants: [...(grants ?? before.grants)],
    disabled: disabled ?? before.disabled,
    rev: before.rev + 1,
    changedAt,
  };
}

/** Such a change is in force first and told afterwards; any other is recorded first. */
function onlyCloses(before: Person, after: Person): boolean {
  const had = ({ role, project }: Grant) =>
    before.grants.some((grant) => grant.role === role && grant.project === project);
  return after.grants.every(had) && (after.disabled || !before.disabled);
}

function lineOf(before: Person, after: Person) {
  return { subject: before.id, action: 'person.edit', before: told(before), after: told(after) } as const;
}

function told({ name, grants, disabled }: Person) {
  return { name, grants, disabled };
}
