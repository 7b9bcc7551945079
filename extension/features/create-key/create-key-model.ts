import { signal } from '@preact/signals';
import * as v from 'valibot';

import type { Client } from '../../../shared/api/client.ts';
import { keyNameSchema } from '../../../shared/key/fields.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import type { Say } from '../../ui/say.ts';

export interface CreateKeyDeps {
  readonly client: Pick<Client, 'createKey'>;
  readonly created: (key: KeyView) => void;
  readonly say: Say;
}

export type CreateKeyModel = ReturnType<typeof createCreateKeyModel>;

/** A name becomes an active key, ready to copy. Its secret is dropped here: a copy asks for it. */
export function createCreateKeyModel({ client, created, say }: CreateKeyDeps) {
  const isOpen = signal(false);
  const name = signal('');
  const busy = signal(false);
  const failure = signal<Failure | null>(null);

  const close = () => {
    isOpen.value = false;
    name.value = '';
    failure.value = null;
  };

  return {
    isOpen,
    name,
    busy,
    failure,
    close,
    open() {
      isOpen.value = true;
    },
    /** Whether there is a new key. Never rejects: what went wrong is in `failure`. */
    async submit(): Promise<boolean> {
      if (busy.value) return false;
      const typed = v.safeParse(keyNameSchema, name.value);
      failure.value = typed.success ? null : 'name_invalid';
      if (!typed.success) return false;
      busy.value = true;
      say(null);
      try {
        const { key } = await client.createKey({ name: typed.output });
        created(key);
        close();
        say('saidCreated', key.name);
        return true;
      } catch (error) {
        failure.value = failureOf(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
