import type { PairBrowserModel } from '../../features/pair-browser/pair-browser-model.ts';
import { PairBrowser } from '../../features/pair-browser/pair-browser.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';

/** What a browser that is not paired shows: what this is, and the way in. */
export function ConsoleWelcome({ pairing }: { pairing: PairBrowserModel }) {
  const t = useTranslate();
  return (
    <main class="console welcome" data-state="connect">
      <section class="welcome-words">
        <Mark />
        <h1>{t('extName')}</h1>
        <p>{t('extDescription')}</p>
        <dl>
          <dt>{t('welcomeAddress')}</dt>
          <dd>{t('welcomeAddressNote')}</dd>
          <dt>{t('welcomePairing')}</dt>
          <dd>{t('welcomePairingNote')}</dd>
        </dl>
      </section>
      <section class="card">
        <h2>{t('pairTitle')}</h2>
        <PairBrowser model={pairing} />
      </section>
    </main>
  );
}
