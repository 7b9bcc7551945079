import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { CheckAuditModel, Progress } from './check-audit-model.ts';

/** Whether the audit is whole: asked for, walked, told. */
export function CheckAudit({ model }: { model: CheckAuditModel }) {
  const t = useTranslate();
  const { progress, remote } = model;
  const found = progress.value;
  return (
    <section class="card" aria-labelledby="check-title">
      <div class="section-head">
        <h3 id="check-title">{t('checkTitle')}</h3>
        <small class="project">{t('checkNote')}</small>
        <button type="button" disabled={remote.busy.value} onClick={() => void remote.read()}>
          {t(remote.busy.value ? 'trying' : 'checkRun')}
        </button>
      </div>
      {found !== null && (
        <progress aria-label={t('checkTitle')} max={Math.max(1, found.total)} value={found.checked} />
      )}
      <div role="status">
        {remote.failure.value !== null && <FailureText failure={remote.failure.value} />}
        {found !== null && !remote.busy.value && remote.failure.value === null && <Found found={found} />}
      </div>
    </section>
  );
}

function Found({ found }: { found: Progress }) {
  const t = useTranslate();
  const { checked, unchained, otherKey, faults, anchors, anchorFaults } = found;
  const isWhole = faults.length + anchorFaults.length === 0;
  return (
    <>
      <p>
        <span class={isWhole ? 'badge good' : 'badge bad'}>{t(isWhole ? 'checkWhole' : 'checkBroken')}</span>{' '}
        {t('checkResult', String(checked), String(unchained))} {t('checkAnchors', String(anchors))}
      </p>
      {otherKey > 0 && <p>{t('checkOtherKey', String(otherKey))}</p>}
      {!isWhole && (
        <ul class="rule-list">
          {faults.map(({ subject, seq, reason }) => (
            <li key={`${subject} ${seq}`} class="failure">
              <code>{subject}</code> {t('checkFault', String(seq))} {t(`fault_${reason}`)}
            </li>
          ))}
          {anchorFaults.map(({ number, reason }) => (
            <li key={number} class="failure">
              {t('checkAnchorFault', String(number))} {t(`anchor_${reason}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
