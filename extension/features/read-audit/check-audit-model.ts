import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

type Answer = Output<'readAuditCheck'>;

/** How far the walk along the chains is. */
export interface Progress {
  readonly checked: number;
  readonly total: number;
  readonly unchained: number;
  readonly otherKey: number;
  readonly faults: readonly NonNullable<Answer['fault']>[];
}

export interface CheckAuditDeps {
  readonly client: Pick<Client, 'readAuditCheck'>;
  readonly say: Say;
}

export type CheckAuditModel = ReturnType<typeof createCheckAuditModel>;

/** Walks the chains of the audit to their end, and tells how far it is and what it found. */
export function createCheckAuditModel({ client, say }: CheckAuditDeps) {
  const progress = signal<Progress | null>(null);

  const walk = async (): Promise<Progress> => {
    let found: Progress = { checked: 0, total: 0, unchained: 0, otherKey: 0, faults: [] };
    let next: string | null | undefined;
    while (next !== null) {
      // oxlint-disable-next-line no-await-in-loop -- a part says where the next one starts
      const part: Answer = await client.readAuditCheck(next === undefined ? {} : { cursor: next });
      const { fault, next: goesOn, ...counts } = part;
      found = { ...counts, faults: fault === null ? found.faults : [...found.faults, fault] };
      progress.value = found;
      next = goesOn;
    }
    return found;
  };
  return {
    /** While it walks and afterwards; `null` until it was asked for. */
    progress,
    /** `read` walks; `value` is what a walk that came to its end has found. */
    remote: createRemote(walk, say),
  };
}
