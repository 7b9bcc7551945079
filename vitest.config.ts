import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

import { testSecrets } from './test/support/test-secrets.ts';
import { searchedStorage } from './test/support/worker-storage.ts';

const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/** One project a runtime. Everything is real in each: workerd with D1, KV and Durable Objects; Node; Chromium. */
export default defineConfig({
  test: {
    silent: 'passed-only', // The Worker logs a line for each call.

    projects: [
      { test: { name: 'core', include: ['test/shared/**/*.test.ts'], environment: 'node' } },
      { test: { name: 'house', include: ['test/architecture/**/*.test.ts'], environment: 'node' } },
      {
        plugins: [inWorkerd()],
        oxc,
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts', 'test/faults/**/*.test.ts'],
          exclude: ['test/worker/models/**'],
          setupFiles: ['test/worker/support/setup.ts'],
        },
      },
      // Thousands of random lives: too long for every check, not for every test.
      {
        plugins: [inWorkerd()],
        oxc,
        test: {
          name: 'models',
          include: ['test/worker/models/**/*.test.ts'],
          setupFiles: ['test/worker/support/setup.ts'],
        },
      },
      {
        oxc,
        test: { name: 'extension', include: ['test/extension/**/*.test.{ts,tsx}'], environment: 'happy-dom' },
      },
      {
        test: {
          name: 'images',
          include: ['test/images/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/support/deployment.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 }, // By itself: it starts browsers and measures nothing beside others.
        },
      },
      // Last of all: looks for secrets in what the journeys left behind.
      { test: { name: 'leaks', include: ['test/leaks/**/*.test.ts'], sequence: { groupOrder: 2 } } },
    ],
  },
});

/** The Worker's own runtime, with empty storage of its own. */
function inWorkerd() {
  return cloudflareTest(async () => ({
    wrangler: { configPath: './wrangler.toml' },
    miniflare: {
      ...searchedStorage(),
      bindings: {
        ...(await testSecrets()),
        API_REQUESTS_PER_MINUTE: '1000000', // Tests ask in a minute what people ask in a month.
        MIGRATIONS: await readD1Migrations('./worker/migrations'),
      },
    },
  }));
}
