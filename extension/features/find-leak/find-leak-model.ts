import { signal } from '@preact/signals';

import { ApiError } from '../../../shared/api/api-error.ts';
import type { Client } from '../../../shared/api/client.ts';
import { tokensIn } from '../../../shared/credential/tokens-in.ts';
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
    /** Marks the keys of everything that was pasted as exposed; by their project's setting they are disabled at once. */
    async report() {
      const isDone = await remote.attempt(async () => {
        const leaks = tokensIn(text.value).map((token) => ({ token }));
        const answer = await client.reportLeaks({ leaks });
        if (answer.leaks.every(({ key }) => key === null)) throw new ApiError('credential_not_found');
      }, 'saidReported');
      if (!isDone) return;
      text.value = '';
      reported.value = true;
    },
  };
}
