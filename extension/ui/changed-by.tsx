import { signal } from '@preact/signals';

import { useActors, type Changer } from './actors.ts';
import { Ago } from './ago.tsx';
import { useTranslate } from './messages.ts';
import { useModel } from './use-model.ts';

/** Names whoever changed a thing last: beside the news that it is no longer as it was seen. */
export function ChangedBy({ subject }: { subject: string }) {
  const t = useTranslate();
  const { nameOf, lastOf, now } = useActors();
  const changer = useModel(
    () => signal<Changer | null>(null),
    async (found) => (found.value = await lastOf(subject)),
    [subject],
  ).value;
  if (changer === null) return null;
  return (
    <p>
      {t('changedBy', nameOf(changer.actor))} <Ago at={changer.at} now={now()} />
    </p>
  );
}
