import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { useRights } from '../../ui/rights.tsx';
import { SessionTable } from './session-table.tsx';
import { sessionStates, type WatchSessionsModel } from './watch-sessions-model.ts';

export interface WatchSessionsProps {
  readonly model: WatchSessionsModel;
  readonly now: number;
  /** They are of several keys. */
  readonly showsKey?: boolean;
}

/** Who is connected now, or was; open sessions can be ended. */
export function WatchSessions({ model, now, showsKey = false }: WatchSessionsProps) {
  const t = useTranslate();
  const { remote, state } = model;
  const mayEnd = useRights()('endSession');
  const sessions = remote.value.value ?? [];
  return (
    <>
      <div class="actions session-state">
        <Pick
          label={t('columnStatus')}
          options={sessionStates.map((each) => [each, t(`session_${each}`)])}
          value={state.value}
          onPick={(picked) => void model.pick(picked)}
        />
        {state.value === 'open' && sessions.length > 0 && mayEnd && (
          <ConfirmButton word={t('endAll')} label={t('endAllSessions')} onYes={() => void model.endAll()} />
        )}
      </div>
      <RemoteNotice remote={remote} none="sessionsNoneYet" />
      {sessions.length > 0 && (
        <SessionTable
          sessions={sessions}
          now={now}
          showsKey={showsKey}
          actions={(session) =>
            mayEnd && (
              <ConfirmButton
                word={t('end')}
                label={t('endSessionOf', session.client)}
                onYes={() => void model.end(session)}
              />
            )
          }
        />
      )}
    </>
  );
}
