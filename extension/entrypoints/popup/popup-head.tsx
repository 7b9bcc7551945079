import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';

export interface PopupHeadProps {
  readonly project: string;
  readonly openConsole: () => Promise<void>;
}

/** Whose keys these are, and the way to the console. */
export function PopupHead({ project, openConsole }: PopupHeadProps) {
  const t = useTranslate();
  return (
    <header class="head">
      <Mark />
      <h1>{t('extName')}</h1>
      <span class="project">{project}</span>
      <button
        type="button"
        class="quiet square"
        aria-label={t('openConsole')}
        title={t('openConsole')}
        onClick={() => void openConsole()}
      >
        <Icon name="console" />
      </button>
    </header>
  );
}
