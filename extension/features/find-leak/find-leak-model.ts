import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export interface FindLeakDeps {
  readonly client: Pick<Client, 'findCredential' | 'reportLeaks'>;
  readonly say: Say;
}

export type FindLeakModel = ReturnType<typeof createFindLeakModel>;

/** Whose a value is that was found somewhere. What was pasted is dropped as soon as it was reported. */
export function createFindLeakModel({ client, say }: FindLeakDeps) {
  const text = signal('');
  const remote = createRemote(() => client.findCredential({ text: text.value }), say);
  const reported = signal(false);

  return {
    text,
    /** `read` looks; `value` is whose it is. */
    remote,
    reported,
    paste(pasted: string) {
      text.value = pasted;
      reported.value = false;
    },
    /** Marks the key as exposed; by its project's setting it is disabled at once. */
    async report() {
      const isDone = await remote.attempt(
        () => client.reportLeaks({ leaks: [{ token: text.value }] }),
        'saidReported',
      );
      if (!isDone) return;
      text.value = '';
      reported.value = true;
    },
  };
}
