import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

type ChainFault = NonNullable<Output<'readAuditCheck'>['fault']>;
type AnchorFault = NonNullable<Output<'readAnchorCheck'>['fault']>;

/** How far the walk along the chains, and then along the anchors, is. */
export interface Progress {
  readonly checked: number;
  readonly total: number;
  readonly unchained: number;
  readonly otherKey: number;
  readonly faults: readonly ChainFault[];
  readonly anchors: number;
  readonly anchorFaults: readonly AnchorFault[];
}

const nothing: Progress = {
  checked: 0,
  total: 0,
  unchained: 0,
  otherKey: 0,
  faults: [],
  anchors: 0,
  anchorFaults: [],
};

export interface CheckAuditDeps {
  readonly client: Pick<Client, 'readAuditCheck' | 'readAnchorCheck'>;
  readonly say: Say;
}

export type CheckAuditModel = ReturnType<typeof createCheckAuditModel>;

/** Walks the chains of the audit and its anchors to their end, and tells how far it is and what it found. */
export function createCheckAuditModel({ client, say }: CheckAuditDeps) {
  const progress = signal<Progress | null>(null);

  const note = (more: Partial<Progress>): void => {
    progress.value = { ...(progress.value ?? nothing), ...more };
  };
  const walk = async (): Promise<Progress> => {
    progress.value = nothing;
    const faults: ChainFault[] = [];
    await walkOn(client.readAuditCheck, ({ fault, checked, total, unchained, otherKey }) => {
      if (fault) faults.push(fault);
      note({ checked, total, unchained, otherKey, faults });
    });
    const anchorFaults: AnchorFault[] = [];
    await walkOn(client.readAnchorCheck, ({ fault, checked }) => {
      if (fault) anchorFaults.push(fault);
      note({ anchors: checked, anchorFaults });
    });
    return progress.value;
  };
  return {
    /** While it walks and afterwards; `null` until it was asked for. */
    progress,
    /** `read` walks; `value` is what a walk that came to its end has found. */
    remote: createRemote(walk, say),
  };
}

/** Asks until there is no more; each part says where the next one starts. */
async function walkOn<Part extends { readonly next: string | null }>(
  ask: (from: { cursor?: string }) => Promise<Part>,
  take: (part: Part) => void,
): Promise<void> {
  let part = await ask({});
  take(part);
  while (part.next !== null) {
    // oxlint-disable-next-line no-await-in-loop -- a part says where the next one starts
    part = await ask({ cursor: part.next });
    take(part);
  }
}
