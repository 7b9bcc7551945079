import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { packExtension } from './browser/build-extension.ts';

/** `npm run zip`: the packages for the stores. */
const folder = await packExtension();
const packages = readdirSync(folder).filter((name) => name.endsWith('.zip'));
process.stdout.write(`${packages.map((name) => join(folder, name)).join('\n')}\n`);
