import { openClient } from '../../api/open-client.ts';
import { askInTab } from '../../features/confirm-person/ask-in-tab.ts';
import { readActiveTab } from '../../platform/active-tab.ts';
import { openConsole, openLink } from '../../platform/pages.ts';
import { startPage } from '../../start-page.tsx';
import { Popup } from './popup.tsx';

await startPage(
  readActiveTab(),
  (connection, deps) => openClient(connection, { ...deps, confirmation: askInTab(connection, openLink) }),
  (model) => <Popup model={model} openConsole={openConsole} />,
);
