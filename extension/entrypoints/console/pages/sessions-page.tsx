import { useEffect } from 'preact/hooks';

import { WatchSessions } from '../../../features/watch-sessions/watch-sessions.tsx';
import { createWatchSessionsModel } from '../../../features/watch-sessions/watch-sessions-model.ts';
import { repeatWhileVisible } from '../../../platform/repeat.ts';
import { useTranslate } from '../../../ui/messages.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

const pause = 5_000; // Milliseconds between one look and the next.

/** All sessions of the project; they keep themselves up to date while the page can be seen. */
export function SessionsPage({ model }: Pick<ConsoleProps, 'model'>) {
  const t = useTranslate();
  const { client, say, now } = model;
  const sessions = useModel(
    () => createWatchSessionsModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  useEffect(() => repeatWhileVisible(pause, () => void sessions.refresh()), [sessions]);
  return (
    <section class="page" aria-labelledby="sessions-title">
      <div class="section-head">
        <h2 id="sessions-title">{t('section_sessions')}</h2>
        <span class="project">{t('sessionsNote')}</span>
      </div>
      <WatchSessions model={sessions} now={now()} showsKey />
    </section>
  );
}
