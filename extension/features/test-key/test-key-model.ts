import { signal, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Image } from '../../../shared/image/image.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
import type { Say } from '../../ui/say.ts';

interface Tried {
  readonly keyId: string;
  readonly image: Image;
}

/** What became of trying a key on an image; `works` tells the tools that a client would get. */
export type TestOutcome = Tried &
  (
    | { readonly kind: 'busy' }
    | ({ readonly kind: 'works' } & Pick<Output<'testKey'>, 'tools' | 'hasMore' | 'latencyMs'>)
    | { readonly kind: 'failed'; readonly failure: Failure }
  );

export interface TestKeyDeps {
  readonly client: Pick<Client, 'testKey'>;
  /** The one that is on offer; `null`: none is. */
  readonly image: ReadonlySignal<Image | null>;
  readonly say: Say;
}

export type TestKeyModel = ReturnType<typeof createTestKeyModel>;

/** Tries the address on offer with a key, through the Worker. */
export function createTestKeyModel({ client, image, say }: TestKeyDeps) {
  const last = signal<TestOutcome | null>(null);

  const ask = async (tried: Tried): Promise<TestOutcome> => {
    try {
      const { code, ...found } = await client.testKey({ id: tried.keyId, image: tried.image.id });
      if (code === null) return { ...tried, ...found, kind: 'works' };
      return { ...tried, kind: 'failed', failure: code as ErrorCode }; // Newer ones than this side knows included.
    } catch (error) {
      return { ...tried, kind: 'failed', failure: failureOf(error) };
    }
  };

  return {
    /** What is known of this key on the image that is on offer; `null`: nothing. */
    outcomeOf(keyId: string): TestOutcome | null {
      const { value } = last;
      return value?.keyId === keyId && value.image.id === image.value?.id ? value : null;
    },
    /** Never rejects. An answer that comes after it was cancelled, or asked anew, is dropped. */
    async test({ id: keyId, name }: KeyView) {
      if (image.value === null) return say(failureMessage('no_image'));
      const busy: TestOutcome = { keyId, image: image.value, kind: 'busy' };
      last.value = busy;
      say('testBusy', busy.image.title);
      const outcome = await ask(busy);
      if (last.value !== busy) return;
      last.value = outcome;
      if (outcome.kind === 'failed') say(failureMessage(outcome.failure));
      else say('saidTested', name, busy.image.title);
    },
    /** Takes back what is asked or shown. */
    cancel() {
      last.value = null;
      say(null);
    },
  };
}
