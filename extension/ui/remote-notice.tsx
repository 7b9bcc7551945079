import type { Remote } from '../api/remote.ts';
import { ChangedBy } from './changed-by.tsx';
import { FailureText } from './failure-text.tsx';
import { useTranslate, type MessageKey } from './messages.ts';

/** Stands where something will be that is still being read. */
export function Loading() {
  const t = useTranslate();
  return (
    <p class="loading" role="status">
      {t('loadingPart')}
    </p>
  );
}

export interface RemoteNoticeProps {
  readonly remote: Omit<Remote<unknown>, 'attempt'>;
  /** What to say of an empty list. */
  readonly none?: MessageKey;
}

/** Says that something is still being read, that it could not be read or done, or that there is nothing. */
export function RemoteNotice({ remote, none }: RemoteNoticeProps) {
  const t = useTranslate();
  const { value, failure, about, busy, read } = remote;
  if (failure.value !== null) {
    return (
      <div class="notice" role="alert">
        <FailureText failure={failure.value} />
        {failure.value === 'revision_mismatch' && about.value !== null && <ChangedBy subject={about.value} />}
        <button type="button" disabled={busy.value} onClick={() => void read()}>
          {t(busy.value ? 'trying' : 'reload')}
        </button>
      </div>
    );
  }
  if (value.value === null) return <Loading />;
  const isEmpty = Array.isArray(value.value) && value.value.length === 0;
  return isEmpty && none !== undefined ? <p class="none">{t(none)}</p> : null;
}
