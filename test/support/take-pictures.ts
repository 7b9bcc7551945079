import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run pictures`: takes the pictures of the docs and the stores anew, by the tests that look at the screens. */
const vitest = fileURLToPath(new URL('../../node_modules/.bin/vitest', import.meta.url));
const { status } = spawnSync(vitest, ['run', '--project', 'journeys', 'test/journeys/screens.test.ts'], {
  env: { ...process.env, UPDATE_PICTURES: '1' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
