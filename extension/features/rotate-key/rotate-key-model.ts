import { signal, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import type { Remote } from '../../api/remote.ts';

/** Seconds for which the value before may go on. */
export const overlaps = [0, 3600, 24 * 3600, 7 * 24 * 3600] as const;

export interface RotateKeyDeps {
  readonly client: Pick<Client, 'rotateKey' | 'cutPreviousValue'>;
  readonly key: ReadonlySignal<KeyView | null>;
  readonly remote: Pick<Remote<KeyView>, 'attempt'>;
  readonly changed: (key: KeyView) => void;
}

export type RotateKeyModel = ReturnType<typeof createRotateKeyModel>;

/** Gives a key another value, and lets the one before go on for a while. */
export function createRotateKeyModel({ client, key, remote, changed }: RotateKeyDeps) {
  const isOpen = signal(false);
  const overlap = signal<number>(overlaps[2]);
  const endsTickets = signal(false);
  const secret = signal<string | null>(null);

  const close = () => {
    isOpen.value = false;
    secret.value = null;
  };

  return {
    isOpen,
    /** Seconds. */
    overlap,
    endsTickets,
    /** The new value, until it is closed: it may be the only time that it is told. */
    secret,
    open: () => void (isOpen.value = true),
    close,
    async confirm() {
      if (key.value === null) return;
      const { id, rev } = key.value;
      const rotate = async () => {
        const [overlapSeconds, revokeTickets] = [overlap.value, endsTickets.value];
        const answer = await client.rotateKey({ id, rev, overlapSeconds, revokeTickets });
        changed(answer.key);
        secret.value = answer.secret;
      };
      await remote.attempt(rotate, 'saidRotated', id);
    },
    /** Ends what is left of the overlap. */
    async cut() {
      if (key.value === null) return;
      const { id, rev } = key.value;
      const cut = async () => changed((await client.cutPreviousValue({ id, rev })).key);
      await remote.attempt(cut, 'saidPreviousCut', id);
    },
  };
}
