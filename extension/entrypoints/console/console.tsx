import type { Client } from '../../../shared/api/client.ts';
import { ConnectGateway } from '../../features/connect-gateway/connect-gateway.tsx';
import type { PageModel } from '../../start-page.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { ConsoleFrame } from './console-frame.tsx';
import type { ConsoleProps } from './console-props.ts';

export interface ConsolePageProps extends Pick<
  ConsoleProps,
  'navigate' | 'preferences' | 'about' | 'readSites'
> {
  readonly model: PageModel<Client>;
}

/** The full page. `data-state` says what is on screen. */
export function Console({ model, ...parts }: ConsolePageProps) {
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
