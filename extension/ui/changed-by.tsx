import { signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { AuditLine } from '../../shared/audit/audit.ts';
import { Ago } from './ago.tsx';
import { useTranslate } from './messages.ts';
import { useModel } from './use-model.ts';

/** Who changed a thing last, and when. */
export type Changer = Pick<AuditLine, 'actor' | 'at'>;

export interface Changers {
  /** Of the key, policy, image… with this id; `null` where that cannot be told. Never rejects. */
  readonly find: (subject: string) => Promise<Changer | null>;
  readonly now: () => number;
}

export const ChangersContext = createContext<Changers>({ find: async () => null, now: () => 0 });

/** Names whoever changed a thing last: beside the news that it is no longer as it was seen. */
export function ChangedBy({ subject }: { subject: string }) {
  const t = useTranslate();
  const { find, now } = useContext(ChangersContext);
  const changer = useModel(
    () => signal<Changer | null>(null),
    async (found) => (found.value = await find(subject)),
    [subject],
  ).value;
  if (changer === null) return null;
  return (
    <p>
      {t('changedBy', changer.actor)} <Ago at={changer.at} now={now()} />
    </p>
  );
}
