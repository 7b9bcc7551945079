import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';

export interface ConsoleHeadProps {
  readonly address: string;
  readonly onDisconnect: () => Promise<void>;
}

/** Where the console is connected, and the way out. */
export function ConsoleHead({ address, onDisconnect }: ConsoleHeadProps) {
  const t = useTranslate();
  return (
    <header class="console-head">
      <Mark />
      <h1>{t('extName')}</h1>
      <span class="gateway">
        <span class="for-listeners">{t('connectedTo')} </span>
        {address}
      </span>
      <button type="button" onClick={() => void onDisconnect()}>
        {t('disconnect')}
      </button>
    </header>
  );
}
