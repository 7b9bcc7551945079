import { within } from '../../shared/people/grant.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { isSameDigest } from '../secrets/verifier.ts';
import type { PeopleTable } from './people-table.ts';
import type { Principal } from './principal.ts';
import type { TokenTable } from './token-table.ts';

const usePrecisionMs = 60_000;

interface Deps {
  readonly table: TokenTable;
  readonly people: PeopleTable;
  readonly now: () => number;
}

/** Tells who comes with the token called `id`, whose value has this digest. Refusal: `authentication_required`. */
export function createTokenUse({ table, people, now }: Deps) {
  return (id: string, digest: Uint8Array): Result<Principal> => {
    const known = table.readWithDigest(id);
    if (known === null || !isSameDigest(known.digest, digest)) return refuse('authentication_required');
    const { person: personId, projects, actions, expiresAt, usedAt } = known.token;
    const person = people.read(personId);
    if (person === null || person.disabled || expiresAt <= now()) return refuse('authentication_required');
    if (usedAt === null || now() - usedAt >= usePrecisionMs) table.noteUse(id, now());
    const grants = projects === null ? person.grants : within(person.grants, projects);
    return ok({
      actor: id,
      person: personId,
      device: null,
      kind: 'token',
      grants,
      actions,
      signedInAt: null,
    });
  };
}
