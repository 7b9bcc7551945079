import type { Image } from '../../../shared/image/image.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Loading, RemoteNotice } from '../../ui/remote-notice.tsx';
import { EditKey } from '../edit-key/edit-key.tsx';
import { HandOutTickets } from '../hand-out-tickets/hand-out-tickets.tsx';
import type { ConsoleKeysModel } from '../manage-keys/console-keys-model.ts';
import { writeRoute } from '../navigate/route.ts';
import { AuditTable } from '../read-audit/audit-table.tsx';
import { UsageReport, type UsageReportProps } from '../read-usage/read-usage.tsx';
import { SeeClients } from '../see-clients/see-clients.tsx';
import { WatchSessions } from '../watch-sessions/watch-sessions.tsx';
import { KeyActions } from './key-actions.tsx';
import { KeyFacts } from './key-facts.tsx';
import type { ViewKeyModel } from './view-key-model.ts';

export interface ViewKeyProps extends Pick<UsageReportProps, 'drawBars'> {
  readonly model: ViewKeyModel;
  /** What can be done with every key. */
  readonly keys: ConsoleKeysModel;
  readonly images: readonly Image[];
}

/** A key's own page. */
export function ViewKey(props: ViewKeyProps) {
  const t = useTranslate();
  const { model, keys } = props;
  const key = model.key.value;
  const { value: policies, busy } = keys.policies;
  const isWhole = model.isWhole.value && (policies.value !== null || !busy.value);
  return (
    <section class="page" aria-labelledby="key-title">
      <div class="section-head">
        <a href={writeRoute('keys')}>{t('allKeys')}</a>
      </div>
      <h2 id="key-title">{key?.name ?? t('key')}</h2>
      {isWhole ? <Parts {...props} /> : <Loading />}
    </section>
  );
}

function Parts({ model, keys, images, ...chart }: ViewKeyProps) {
  const { remote, edit, tickets } = model;
  const key = model.key.value;
  const now = keys.now();
  const policy = keys.policies.value.value?.find(({ id }) => id === key?.policy.id);
  return (
    <>
      <RemoteNotice remote={remote} />
      {key !== null && (
        <>
          <KeyActions row={key} model={model} keys={keys} />
          {edit.draft.value === null ? (
            <KeyFacts row={key} images={images} policy={policy} now={now} onEdit={edit.open} />
          ) : (
            <EditKey model={edit} draft={edit.draft.value} images={images} isBusy={remote.busy.value} />
          )}
        </>
      )}
      <HandOutTickets model={tickets} images={images} now={now} />
      <Sessions model={model} now={now} />
      <SeeClients remote={model.clients} now={now} />
      <Usage model={model} {...chart} />
      <History model={model} now={now} />
    </>
  );
}

function Sessions({ model, now }: Pick<ViewKeyProps, 'model'> & { now: number }) {
  const t = useTranslate();
  return (
    <section class="card" aria-labelledby="sessions-title">
      <h3 id="sessions-title">{t('sessions')}</h3>
      <WatchSessions model={model.sessions} now={now} />
    </section>
  );
}

function Usage({ model, ...chart }: Omit<ViewKeyProps, 'keys' | 'images'>) {
  const t = useTranslate();
  return (
    <section class="card" aria-labelledby="usage-title">
      <h3 id="usage-title">{t('section_usage')}</h3>
      <UsageReport model={model.usage} isOfKey {...chart} />
    </section>
  );
}

function History({ model, now }: Pick<ViewKeyProps, 'model'> & { now: number }) {
  const t = useTranslate();
  const { history } = model;
  return (
    <section class="card" aria-labelledby="history-title">
      <h3 id="history-title">{t('history')}</h3>
      <RemoteNotice remote={history} none="historyNone" />
      {history.value.value !== null && history.value.value.length > 0 && (
        <AuditTable lines={history.value.value} now={now} />
      )}
    </section>
  );
}
