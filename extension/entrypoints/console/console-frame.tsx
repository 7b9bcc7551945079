import { useMemo } from 'preact/hooks';

import type { Client } from '../../../shared/api/client.ts';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { ConsoleMenu } from '../../features/navigate/console-menu.tsx';
import type { NavigateModel } from '../../features/navigate/navigate-model.ts';
import type { Section } from '../../features/navigate/route.ts';
import { RuleSites } from '../../features/rule-sites/rule-sites.tsx';
import { createRuleSitesModel } from '../../features/rule-sites/rule-sites-model.ts';
import { SetPreferences } from '../../features/set-preferences/set-preferences.tsx';
import type { SetPreferencesModel } from '../../features/set-preferences/set-preferences-model.ts';
import { writeDiagnostics } from '../../features/show-diagnostics/diagnostics.ts';
import { ShowDiagnostics } from '../../features/show-diagnostics/show-diagnostics.tsx';
import { ShowAddress } from '../../features/show-address/show-address.tsx';
import { ViewKey } from '../../features/view-key/view-key.tsx';
import { createViewKeyModel } from '../../features/view-key/view-key-model.ts';
import { matchesPattern } from '../../platform/url-pattern.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { useLocale } from '../../ui/messages.ts';
import { ConsoleHead, type ConsoleHeadProps } from './console-head.tsx';
import { ConsoleKeys } from './console-keys.tsx';

/** What the extension and its browser say of themselves. */
export interface About {
  readonly version: string;
  readonly browser: string;
  readonly permissions: readonly string[];
}

export interface ConsoleFrameProps extends ConsoleHeadProps {
  readonly model: ManageKeysModel<Client>;
  readonly navigate: NavigateModel;
  readonly preferences: SetPreferencesModel;
  readonly about: About;
}

/** The connected console: its menu, and the section that the address names. */
export function ConsoleFrame(props: ConsoleFrameProps) {
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

const pages: Record<Section, (props: ConsoleFrameProps) => preact.JSX.Element> = {
  keys: ({ model, navigate }) => <Keys model={model} id={navigate.route.value.id} />,
  site_rules: ({ model }) => <SiteRules model={model} />,
  settings: ({ preferences }) => <SetPreferences model={preferences} />,
  about: (props) => <Diagnostics {...props} />,
};

function Keys({ model, id }: { model: ManageKeysModel<Client>; id: string | null }) {
  const looked = model.addressOf.value;
  return (
    <>
      {id === null ? <ConsoleKeys model={model} /> : <OneKey key={id} model={model} id={id} />}
      {looked !== null && <ShowAddress row={looked} model={model} />}
    </>
  );
}

function OneKey({ model, id }: { model: ManageKeysModel<Client>; id: string }) {
  const { client, say, latest, changed, copyText, deployment } = model;
  const one = useMemo(() => {
    const made = createViewKeyModel({ client, id, latest, changed, writeClipboard: copyText, say });
    void made.read();
    return made;
  }, [model, id]);
  return <ViewKey model={one} keys={model} images={deployment.value?.images ?? []} />;
}

function SiteRules({ model }: { model: ManageKeysModel<Client> }) {
  const { client, say, deployment, list } = model;
  const rules = useMemo(() => {
    const made = createRuleSitesModel({
      client,
      images: () => deployment.value?.images ?? [],
      matches: matchesPattern,
      say,
    });
    void made.remote.read();
    return made;
  }, [model]);
  return <RuleSites model={rules} images={deployment.value?.images ?? []} keys={list.rows.value} />;
}

function Diagnostics({ model, preferences, about, address }: ConsoleFrameProps) {
  const locale = useLocale();
  const { list, deployment, copyText } = model;
  const text = writeDiagnostics({
    ...about,
    locale,
    address,
    preferences: preferences.chosen.value,
    deployment: deployment.value,
    keys: list.rows.value.length,
    lastFailure: list.failure.value,
  });
  return <ShowDiagnostics text={text} writeClipboard={copyText} />;
}
