import { ChangedBy } from '../../ui/changed-by.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { UndoChangeModel } from './undo-change-model.ts';

/** What was done, by what takes it back. */
const done = {
  enable: 'saidDisabled',
  disable: 'saidEnabled',
  assign: 'saidPolicyChanged',
  edit: 'saidKeyEdited',
} as const;

/** Says over the page what was done, and takes it back. It stays while it is pointed at or has the focus. */
export function UndoChange({ model }: { model: UndoChangeModel }) {
  const t = useTranslate();
  const offered = model.offered.value;
  if (offered === null) return null;
  const { key, undo, failure } = offered;
  return (
    <aside
      class="undo"
      aria-label={t('undo')}
      onFocusIn={model.hold}
      onFocusOut={model.wait}
      onPointerEnter={model.hold}
      onPointerLeave={model.wait}
    >
      <span>{t(done[undo.kind], key.name)}</span>
      {failure === null ? (
        <button type="button" disabled={model.busy.value} onClick={() => void model.run()}>
          {t('undo')}
        </button>
      ) : (
        <>
          <FailureText failure={failure} />
          {failure === 'revision_mismatch' && <ChangedBy subject={key.id} />}
        </>
      )}
      <button type="button" class="quiet" onClick={model.end}>
        {t('close')}
      </button>
    </aside>
  );
}
