import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run pictures`: takes the pictures of the docs and the stores anew, by the tests that look at the screens. */
const vitest = fileURLToPath(new URL('../../node_modules/.bin/vitest', import.meta.url));
const files = ['test/journeys/screens.test.ts', 'test/journeys/popup-states.test.ts'];
const { status } = spawnSync(vitest, ['run', '--project', 'journeys', ...files], {
  env: { ...process.env, UPDATE_PICTURES: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
