import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';

import type { Client } from '../../../shared/api/client.ts';
import { ConfirmPerson } from '../../features/confirm-person/confirm-person.tsx';
import { createConsoleKeysModel } from '../../features/manage-keys/console-keys-model.ts';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { ConsoleMenu } from '../../features/navigate/console-menu.tsx';
import type { Section } from '../../features/navigate/route.ts';
import { UndoChange } from '../../features/undo-change/undo-change.tsx';
import { later } from '../../platform/later.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { ActorsContext } from '../../ui/actors.ts';
import { RightsContext } from '../../ui/rights.tsx';
import { useModel } from '../../ui/use-model.ts';
import { BootstrapWarning } from './bootstrap-warning.tsx';
import { ConsoleHead } from './console-head.tsx';
import type { ConsoleProps } from './console-props.ts';
import { AuditPage } from './pages/audit-page.tsx';
import { DevicesPage } from './pages/devices-page.tsx';
import { DiagnosticsPage } from './pages/diagnostics-page.tsx';
import { ImagesPage } from './pages/images-page.tsx';
import { KeysPage } from './pages/keys-page.tsx';
import { PeoplePage } from './pages/people-page.tsx';
import { PoliciesPage } from './pages/policies-page.tsx';
import { RulesPage } from './pages/rules-page.tsx';
import { SessionsPage } from './pages/sessions-page.tsx';
import { SettingsPage } from './pages/settings-page.tsx';
import { TokensPage } from './pages/tokens-page.tsx';
import { UsagePage } from './pages/usage-page.tsx';
import { WebhooksPage } from './pages/webhooks-page.tsx';

export interface ConsoleFrameProps extends Omit<ConsoleProps, 'model'> {
  readonly model: ManageKeysModel<Client>;
}

/** The connected console: its menu, and the section that the address names. */
export function ConsoleFrame({ model: keys, ...props }: ConsoleFrameProps) {
  const model = useMemo(() => createConsoleKeysModel(keys, later), [keys]);
  const actors = useModel(
    () => model.actors,
    ({ read }) => read(),
    [model],
  );
  const { navigate, address, onDisconnect } = props;
  const { section } = navigate.route.value;
  const { list } = model;
  return (
    <RightsContext.Provider value={model.rights}>
      <ActorsContext.Provider value={actors}>
        <div class="console" data-state={list.state} data-fresh={list.isFresh} data-section={section}>
          <ConsoleHead address={address} onDisconnect={onDisconnect} />
          <div class="console-frame">
            <ConsoleMenu model={navigate} />
            <main class="console-main">
              <BootstrapWarning deployment={model.deployment} />
              {pages[section]({ ...props, model })}
            </main>
          </div>
          <ConfirmPerson model={props.confirm} />
          <UndoChange model={model.undo} />
          <Announcer spoken={model.spoken} />
        </div>
      </ActorsContext.Provider>
    </RightsContext.Provider>
  );
}

const pages: Record<Section, (props: ConsoleProps) => ComponentChild> = {
  keys: (props) => <KeysPage {...props} />,
  policies: (props) => <PoliciesPage {...props} />,
  images: (props) => <ImagesPage {...props} />,
  sessions: (props) => <SessionsPage {...props} />,
  usage: (props) => <UsagePage {...props} />,
  audit: (props) => <AuditPage {...props} />,
  webhooks: (props) => <WebhooksPage {...props} />,
  site_rules: (props) => <RulesPage {...props} />,
  people: (props) => <PeoplePage {...props} />,
  devices: (props) => <DevicesPage {...props} />,
  tokens: (props) => <TokensPage {...props} />,
  settings: ({ preferences }) => <SettingsPage preferences={preferences} />,
  about: (props) => <DiagnosticsPage {...props} />,
};
