import type { ReadonlySignal } from '@preact/signals';

import { useTranslate } from './messages.ts';
import type { Spoken } from './say.ts';

/** Reads out what happens. It is on the page from the start: screen readers only hear changes of what they know. */
export function Announcer({ spoken }: { spoken: ReadonlySignal<Spoken | null> }) {
  const t = useTranslate();
  const { value } = spoken;
  return (
    <p role="status" class="for-listeners">
      {value && t(value.message, ...value.values)}
    </p>
  );
}
