import type { PageModel } from '../../start-page.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { takeFocus } from '../../ui/take-focus.ts';
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
  // In the console: a popup is gone before anybody has approved.
  return (
    <main class="popup welcome" data-state="connect">
      <Mark />
      <h1>{t('pairTitle')}</h1>
      {state.ended && !state.isWaiting ? (
        <FailureText failure={state.ended} />
      ) : (
        <p>{t(state.isWaiting ? 'error_authorization_pending' : 'pairNote')}</p>
      )}
      <button type="button" class="primary" ref={takeFocus} onClick={() => void openConsole()}>
        {t(state.isWaiting ? 'pairShow' : 'pair')}
      </button>
    </main>
  );
}
