import { openClient } from '../../api/open-client.ts';
import { readActiveTab } from '../../platform/active-tab.ts';
import { openConsole } from '../../platform/pages.ts';
import { startPage } from '../../start-page.tsx';
import { Popup } from './popup.tsx';

await startPage(readActiveTab(), openClient, (model) => <Popup model={model} openConsole={openConsole} />);
