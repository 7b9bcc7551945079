import { startPage } from '../../start-page.tsx';
import { Console } from './console.tsx';

/** The console is its own page: there is no other one to suggest anything for. */
const noTab = Promise.resolve({ url: null, isPrivate: false });

await startPage(noTab, (model) => <Console model={model} />);
