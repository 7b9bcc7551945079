import { useTranslate } from './messages.ts';

export interface ToldOnceProps {
  readonly label: string;
  readonly note: string;
  /** A secret that is told now and never again. */
  readonly value: string;
  readonly onClose: () => void;
}

/** A secret, for as long as it takes to copy it. */
export function ToldOnce({ label, note, value, onClose }: ToldOnceProps) {
  const t = useTranslate();
  return (
    <div class="card" role="group" aria-label={label}>
      <p>{note}</p>
      <p class="revealed">
        <code>{value}</code>
      </p>
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </div>
  );
}
