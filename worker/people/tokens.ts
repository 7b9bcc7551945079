import type { ConsoleToken } from '../../shared/people/console-token.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { InTurn } from '../gate/queue.ts';
import type { DirectoryAudit } from './directory-audit.ts';
import type { TokenTable } from './token-table.ts';

interface Deps {
  readonly table: TokenTable;
  readonly audit: DirectoryAudit;
  readonly inTurn: InTurn;
  readonly now: () => number;
}

/** What is to be known of a new token, beside its times. */
export type NewToken = Omit<ConsoleToken, 'createdAt' | 'usedAt'>;

/** The life of console tokens. Whether somebody may change one is decided before. */
export function createTokens({ table, audit, inTurn, now }: Deps) {
  const found = (id: string): Result<ConsoleToken> => {
    const token = table.read(id);
    return token === null ? refuse('token_not_found') : ok(token);
  };

  return {
    /** Refusal: `record_unavailable`. */
    create(token: NewToken, digest: Uint8Array, by: By): Promise<Result<ConsoleToken>> {
      return inTurn(async () => {
        const { id, person, name, projects, actions, expiresAt } = token;
        const after = { person, name, projects, actions, expiresAt };
        const recorded = await audit.record({ subject: id, action: 'token.create', after }, by);
        if (!recorded.ok) return recorded;
        table.add({ ...token, createdAt: now(), usedAt: null }, digest);
        return found(id);
      });
    },

    /** Refusals: `token_not_found`, `record_unavailable`. */
    renew(id: string, expiresAt: number, by: By): Promise<Result<ConsoleToken>> {
      return inTurn(async () => {
        const token = found(id);
        if (!token.ok) return token;
        const change = { before: { expiresAt: token.value.expiresAt }, after: { expiresAt } };
        const recorded = await audit.record({ subject: id, action: 'token.renew', ...change }, by);
        if (!recorded.ok) return recorded;
        table.extend(id, expiresAt);
        return found(id);
      });
    },

    /** Opens nothing any more when it is answered. Refusal: `token_not_found`. */
    revoke(id: string, by: By): Promise<Result<ConsoleToken>> {
      return inTurn(async () => {
        const token = found(id);
        if (!token.ok) return token;
        table.remove(id);
        audit.note({ subject: id, action: 'token.revoke' }, by);
        await audit.flush();
        return token;
      });
    },

    find: found,
    list: table.list,
  };
}
export type Tokens = ReturnType<typeof createTokens>;
