import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { Allowed } from '../../ui/rights.tsx';
import { AuditTable } from './audit-table.tsx';
import { CheckAudit } from './check-audit.tsx';
import { FilterAudit } from './filter-audit.tsx';
import type { ReadAuditModel } from './read-audit-model.ts';

/** What was done and refused: found, checked, exported. */
export function ReadAudit({ model, now }: { model: ReadAuditModel; now: number }) {
  const t = useTranslate();
  const { remote, hasMore, check } = model;
  const lines = remote.value.value ?? [];
  return (
    <section class="page" aria-labelledby="audit-title">
      <div class="section-head">
        <h2 id="audit-title">{t('section_audit')}</h2>
        <span class="project">{t('auditNote')}</span>
        <ExportAudit model={model} />
      </div>
      <Allowed to="readAuditCheck">
        <CheckAudit model={check} />
      </Allowed>
      <FilterAudit model={model} />
      <RemoteNotice remote={remote} none="auditNone" />
      {lines.length > 0 && <AuditTable lines={lines} now={now} showsSubject />}
      {hasMore.value && (
        <div class="actions">
          <button type="button" disabled={remote.busy.value} onClick={() => void model.more()}>
            {t('showMore')}
          </button>
        </div>
      )}
    </section>
  );
}

function ExportAudit({ model }: { model: ReadAuditModel }) {
  const t = useTranslate();
  const { busy, failure, read } = model.exported;
  return (
    <>
      <button type="button" disabled={busy.value} onClick={() => void read()}>
        {t(busy.value ? 'trying' : 'exportAudit')}
      </button>
      {failure.value !== null && <FailureText failure={failure.value} />}
    </>
  );
}
