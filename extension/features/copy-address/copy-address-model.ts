import { signal, type ReadonlySignal, type Signal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';
import { isSameChoice, writeSnippet, type AddressChoice } from '../choose-address/address-choice.ts';

export type CopyOutcome = 'idle' | 'busy' | 'copied' | Failure;

interface Attempt {
  readonly keyId: string;
  readonly what: 'address' | 'value';
  readonly choice: AddressChoice | null;
  readonly outcome: CopyOutcome;
}

export interface CopyAddressDeps {
  /** The secret of a key, checked. Rejects with an `ApiError`. */
  readonly reveal: (keyId: string) => Promise<string>;
  /** What a snippet of this choice carries for this key. Rejects with an `ApiError`. */
  readonly carry: (keyId: string, choice: AddressChoice) => Promise<string>;
  readonly choice: ReadonlySignal<AddressChoice | null>;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly copied: (keyId: string) => Promise<void>;
  readonly say: Say;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export type CopyAddressModel = ReturnType<typeof createCopyAddressModel>;

/** Puts a key's address, or its bare value, on the clipboard. The secret is asked for at that moment and not kept. */
export function createCopyAddressModel({
  reveal,
  carry,
  choice,
  writeClipboard,
  copied,
  say,
  now,
}: CopyAddressDeps) {
  const last = signal<Attempt | null>(null);

  const attempt = createAttempt(last, { writeClipboard, copied, say });
  const refuse = (key: KeyView, wanted: AddressChoice | null, outcome: Failure) => {
    last.value = { keyId: key.id, what: 'address', choice: wanted, outcome };
    say(failureMessage(outcome));
  };

  return {
    /** Whether the last copy was of this key. */
    isAbout: (keyId: string): boolean => last.value?.keyId === keyId,
    /** What became of the last copy of this key's address, while that is true of what is on screen. */
    addressOutcome({ id, status }: KeyView): CopyOutcome {
      const { value } = last;
      if (value?.keyId !== id || value.what === 'value') return 'idle';
      if (value.outcome === 'copy_disabled') return status === 'active' ? 'idle' : value.outcome;
      return isSameChoice(value.choice, choice.value) ? value.outcome : 'idle';
    },
    valueOutcome({ id }: KeyView): CopyOutcome {
      return last.value?.keyId === id && last.value.what === 'value' ? last.value.outcome : 'idle';
    },
    /** Never rejects. A disabled or expired key is not copied: its address would not work. */
    async copyAddress(key: KeyView) {
      const wanted = choice.value;
      if (key.status === 'deleted') return refuse(key, wanted, 'key_deleted');
      if (key.status === 'disabled') return refuse(key, wanted, 'copy_disabled');
      if (isExpired(key, now())) return refuse(key, wanted, 'copy_expired');
      if (wanted === null) return refuse(key, wanted, 'no_image');
      const write = async () => writeSnippet(wanted, await carry(key.id, wanted));
      await attempt({ keyId: key.id, what: 'address', choice: wanted, outcome: 'busy' }, key.name, write);
    },
    /** Never rejects. */
    copyValue: (key: KeyView) =>
      attempt({ keyId: key.id, what: 'value', choice: null, outcome: 'busy' }, key.name, () =>
        reveal(key.id),
      ),
  };
}

/** Carries one copy out, and notes in `last` what becomes of it. */
function createAttempt(
  last: Signal<Attempt | null>,
  { writeClipboard, copied, say }: Pick<CopyAddressDeps, 'writeClipboard' | 'copied' | 'say'>,
) {
  return async (busy: Attempt, name: string, write: () => Promise<string>) => {
    last.value = busy;
    say(null);
    const text = await write().catch(failure);
    // Another copy was asked for meanwhile: what is on the clipboard in the end is what was asked for last.
    if (last.value !== busy) return;
    const outcome = typeof text === 'string' ? await put(text, writeClipboard) : text.failure;
    last.value = { ...busy, outcome };
    if (outcome !== 'copied') return say(failureMessage(outcome));
    say(busy.what === 'address' ? 'saidAddressCopied' : 'saidValueCopied', name);
    if (busy.what === 'address') await copied(busy.keyId);
  };
}

function failure(error: unknown): { readonly failure: Failure } {
  return { failure: failureOf(error) };
}

function put(text: string, writeClipboard: CopyAddressDeps['writeClipboard']): Promise<'copied' | Failure> {
  return writeClipboard(text).then(
    () => 'copied',
    () => 'clipboard_denied',
  );
}
