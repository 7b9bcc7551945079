import { auditOutcomes } from '../../../shared/audit/audit.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { AuditFilter } from './audit-filter.ts';
import type { ReadAuditModel } from './read-audit-model.ts';

const examples = { subject: 'key_…', action: 'key.disable' } as const;

/** Which lines to show. */
export function FilterAudit({ model }: { model: ReadAuditModel }) {
  const t = useTranslate();
  const { filter, write } = model;
  const { subject, action, actor, outcome, from, to } = filter.value;
  const submit = (event: Event) => {
    event.preventDefault();
    void model.search();
  };
  return (
    <form class="card" aria-label={t('auditFilter')} onSubmit={submit}>
      <div class="fields">
        <TextField
          label={t('auditSubject')}
          placeholder={examples.subject}
          value={subject}
          onInput={(text) => write({ subject: text })}
        />
        <TextField
          label={t('auditAction')}
          placeholder={examples.action}
          value={action}
          onInput={(text) => write({ action: text })}
        />
        <TextField label={t('auditActor')} value={actor} onInput={(text) => write({ actor: text })} />
        <Pick
          label={t('outcome')}
          options={[
            ['', t('any')],
            ...auditOutcomes.map((each): [AuditFilter['outcome'], string] => [each, t(`outcome_${each}`)]),
          ]}
          value={outcome}
          onPick={(picked) => write({ outcome: picked })}
        />
        <Time label={t('auditFrom')} value={from} onInput={(text) => write({ from: text })} />
        <Time label={t('auditTo')} value={to} onInput={(text) => write({ to: text })} />
      </div>
      <div class="actions">
        <button type="submit" class="primary" disabled={model.remote.busy.value}>
          {t('showFitting')}
        </button>
      </div>
    </form>
  );
}

function Time(props: { label: string; value: string; onInput: (text: string) => void }) {
  return <TextField kind="datetime-local" {...props} />;
}
