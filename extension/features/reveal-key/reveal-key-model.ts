import { signal } from '@preact/signals';

import { failureOf, type Failure } from '../../api/failure.ts';
import type { Later } from '../../platform/later.ts';

/** Milliseconds a secret stays on screen. */
export const shownFor = 30_000;

type Shown =
  | { readonly keyId: string; readonly kind: 'busy' }
  | { readonly keyId: string; readonly kind: 'shown'; readonly secret: string }
  | { readonly keyId: string; readonly kind: 'failed'; readonly failure: Failure };

export interface RevealKeyDeps {
  readonly reveal: (keyId: string) => Promise<string>;
  readonly later: Later;
}

export type RevealKeyModel = ReturnType<typeof createRevealKeyModel>;

/** At most one secret on screen, only when asked for, and not for long. */
export function createRevealKeyModel({ reveal, later }: RevealKeyDeps) {
  const shown = signal<Shown | null>(null);
  let cancel: (() => void) | null = null;

  const hide = () => {
    cancel?.();
    cancel = null;
    shown.value = null;
  };

  return {
    shown,
    hide,
    /** Never rejects. An answer that comes after it was hidden again is dropped. */
    async show(keyId: string) {
      hide();
      const busy: Shown = { keyId, kind: 'busy' };
      shown.value = busy;
      const next = await reveal(keyId).then(
        (secret): Shown => ({ keyId, kind: 'shown', secret }),
        (error: unknown): Shown => ({ keyId, kind: 'failed', failure: failureOf(error) }),
      );
      if (shown.value !== busy) return;
      shown.value = next;
      if (next.kind === 'shown') cancel = later(shownFor, hide);
    },
  };
}
