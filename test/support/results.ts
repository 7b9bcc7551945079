import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a test run leaves for people and for the search at its end; emptied by the next. */
export const results = fileURLToPath(new URL('../../.test-results', import.meta.url));

/** Everything that a deployment of a test writes lies in a folder of this one, and is looked through for secrets. */
export const storagesFolder = join(results, 'storages');

/** Pictures of screens, for people to look at. */
export const pictureFolder = join(results, 'pictures');
