import type { Client } from '../../../shared/api/client.ts';
import { ConnectGateway } from '../../features/connect-gateway/connect-gateway.tsx';
import type { NavigateModel } from '../../features/navigate/navigate-model.ts';
import type { SetPreferencesModel } from '../../features/set-preferences/set-preferences-model.ts';
import type { PageModel } from '../../start-page.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { ConsoleFrame, type About } from './console-frame.tsx';

export interface ConsoleProps {
  readonly model: PageModel<Client>;
  readonly navigate: NavigateModel;
  readonly preferences: SetPreferencesModel;
  readonly about: About;
}

/** The full page. `data-state` says what is on screen. */
export function Console({ model, ...parts }: ConsoleProps) {
  const t = useTranslate();
  const state = model.state.value;
  if (state.kind === 'connected') {
    const { connection, work } = state;
    return (
      <ConsoleFrame model={work} address={connection.address} onDisconnect={model.disconnect} {...parts} />
    );
  }
  if (state.kind === 'starting') return <main class="console" data-state="loading" />;
  return (
    <main class="console welcome" data-state="connect">
      <section class="welcome-words">
        <Mark />
        <h1>{t('extName')}</h1>
        <p>{t('extDescription')}</p>
        <dl>
          <dt>{t('welcomeAddress')}</dt>
          <dd>{t('welcomeAddressNote')}</dd>
          <dt>{t('welcomeToken')}</dt>
          <dd>{t('welcomeTokenNote')}</dd>
        </dl>
      </section>
      <section class="card">
        <h2>{t('connectTitle')}</h2>
        <ConnectGateway model={state.form} />
      </section>
    </main>
  );
}
