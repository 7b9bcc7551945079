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
  readonly what: 'address' | 'value' | 'link';
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
  readonly openLink: (url: string) => Promise<void>;
  readonly copied: (keyId: string) => Promise<void>;
  readonly say: Say;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export type CopyAddressModel = ReturnType<typeof createCopyAddressModel>;

/**
 * Puts a key's address, or its bare value, on the clipboard, or opens the link that installs it in a client. What it carries
 * is asked for at that moment and not kept.
 */
export function createCopyAddressModel({ reveal, carry, choice, now, ...deps }: CopyAddressDeps) {
  const last = signal<Attempt | null>(null);

  const attempt = createAttempt(last, deps);
  const refuse = (key: KeyView, wanted: AddressChoice | null, outcome: Failure) => {
    last.value = { keyId: key.id, what: 'address', choice: wanted, outcome };
    deps.say(failureMessage(outcome));
  };
  const offer = async (key: KeyView, what: 'address' | 'link') => {
    const wanted = choice.value;
    const objection = objectionTo(key, now());
    if (wanted === null || objection !== null) return refuse(key, wanted, objection ?? 'no_image');
    const { format } = wanted;
    const taken = what === 'link' ? { ...wanted, format: { ...format, ...format.link } } : wanted;
    const write = async () => writeSnippet(taken, await carry(key.id, taken));
    return attempt({ keyId: key.id, what, choice: wanted, outcome: 'busy' }, key.name, write);
  };

  return {
    /** Whether the last copy was of this key. */
    isAbout: (keyId: string): boolean => last.value?.keyId === keyId,
    /** What became of the last copy of this key's address, while that is true of what is on screen. */
    addressOutcome({ id, status }: KeyView): CopyOutcome {
      const { value } = last;
      if (value?.keyId !== id || value.what === 'value' || isLinkWell(value)) return 'idle';
      if (value.outcome === 'copy_disabled') return status === 'active' ? 'idle' : value.outcome;
      return isSameChoice(value.choice, choice.value) ? value.outcome : 'idle';
    },
    valueOutcome({ id }: KeyView): CopyOutcome {
      return last.value?.keyId === id && last.value.what === 'value' ? last.value.outcome : 'idle';
    },
    /** Never rejects. A disabled or expired key is not copied: its address would not work. */
    copyAddress: (key: KeyView) => offer(key, 'address'),
    /** The same, by the link of a format that has one. Never rejects. */
    openLink: (key: KeyView) => offer(key, 'link'),
    /** Never rejects. */
    copyValue: (key: KeyView) =>
      attempt({ keyId: key.id, what: 'value', choice: null, outcome: 'busy' }, key.name, () =>
        reveal(key.id),
      ),
  };
}

function objectionTo(key: KeyView, now: number): Failure | null {
  if (key.status === 'deleted') return 'key_deleted';
  if (key.status === 'disabled') return 'copy_disabled';
  return isExpired(key, now) ? 'copy_expired' : null;
}

/** A link that opened says so itself: only where it did not is there something to say. */
function isLinkWell({ what, outcome }: Attempt): boolean {
  return what === 'link' && (outcome === 'busy' || outcome === 'copied');
}

const said = { address: 'saidAddressCopied', value: 'saidValueCopied', link: 'saidLinkOpened' } as const;

/** Carries one copy out, and notes in `last` what becomes of it. */
function createAttempt(
  last: Signal<Attempt | null>,
  { writeClipboard, openLink, copied, say }: Omit<CopyAddressDeps, 'reveal' | 'carry' | 'choice' | 'now'>,
) {
  return async (busy: Attempt, name: string, write: () => Promise<string>) => {
    last.value = busy;
    say(null);
    const text = await write().catch(failure);
    // Another copy was asked for meanwhile: what is on the clipboard in the end is what was asked for last.
    if (last.value !== busy) return;
    const outcome = typeof text === 'string' ? await put(text) : text.failure;
    last.value = { ...busy, outcome };
    if (outcome !== 'copied') return say(failureMessage(outcome));
    say(said[busy.what], name);
    if (busy.what !== 'value') await copied(busy.keyId);

    function put(found: string): Promise<'copied' | Failure> {
      const isLink = busy.what === 'link';
      return (isLink ? openLink : writeClipboard)(found).then(
        () => 'copied',
        () => (isLink ? 'link_denied' : 'clipboard_denied'),
      );
    }
  };
}

function failure(error: unknown): { readonly failure: Failure } {
  return { failure: failureOf(error) };
}
