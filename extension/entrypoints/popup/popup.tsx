import { ConnectGateway } from '../../features/connect-gateway/connect-gateway.tsx';
import type { PageModel } from '../../start-page.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { PopupKeys } from './popup-keys.tsx';

export interface PopupProps {
  readonly model: PageModel;
  readonly openConsole: () => Promise<void>;
}

/** What the toolbar button opens. `data-state` says what is on screen. */
export function Popup({ model, openConsole }: PopupProps) {
  const t = useTranslate();
  const state = model.state.value;
  if (state.kind === 'connected') return <PopupKeys model={state.work} openConsole={openConsole} />;
  if (state.kind === 'starting') return <main class="popup" data-state="loading" />;
  return (
    <main class="popup welcome" data-state="connect">
      <Mark />
      <h1>{t('connectTitle')}</h1>
      <p>{t('connectNote')}</p>
      <ConnectGateway model={state.form} />
      <button type="button" class="link" onClick={() => void openConsole()}>
        {t('connectInConsole')}
      </button>
    </main>
  );
}
