import type { ComponentChild } from 'preact';

import { ConsoleMenu } from '../../features/navigate/console-menu.tsx';
import type { Section } from '../../features/navigate/route.ts';
import { SetPreferences } from '../../features/set-preferences/set-preferences.tsx';
import { Announcer } from '../../ui/announcer.tsx';
import { ConsoleHead } from './console-head.tsx';
import type { ConsoleProps } from './console-props.ts';
import { AuditPage } from './pages/audit-page.tsx';
import { DiagnosticsPage } from './pages/diagnostics-page.tsx';
import { ImagesPage } from './pages/images-page.tsx';
import { KeysPage } from './pages/keys-page.tsx';
import { PoliciesPage } from './pages/policies-page.tsx';
import { RulesPage } from './pages/rules-page.tsx';
import { SessionsPage } from './pages/sessions-page.tsx';
import { UsagePage } from './pages/usage-page.tsx';
import { WebhooksPage } from './pages/webhooks-page.tsx';

/** The connected console: its menu, and the section that the address names. */
export function ConsoleFrame(props: ConsoleProps) {
  const { model, navigate, address, onDisconnect } = props;
  const { section } = navigate.route.value;
  const { list } = model;
  return (
    <div class="console" data-state={list.state} data-fresh={list.isFresh} data-section={section}>
      <ConsoleHead address={address} onDisconnect={onDisconnect} />
      <div class="console-frame">
        <ConsoleMenu model={navigate} />
        <main class="console-main">{pages[section](props)}</main>
      </div>
      <Announcer spoken={model.spoken} />
    </div>
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
  settings: ({ preferences }) => <SetPreferences model={preferences} />,
  about: (props) => <DiagnosticsPage {...props} />,
};
