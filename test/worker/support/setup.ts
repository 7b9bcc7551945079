import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterAll, expect } from 'vitest';

await applyD1Migrations(env.RECORD, env.MIGRATIONS);

// After each file, while its storage is still there. Thousands of keys leave thousands of files.
afterAll(async () => {
  const leaks = await env.LEAKS.fetch('http://leaks.test/');
  const found: { files: number; leaks: unknown[] } = await leaks.json();
  expect(found.leaks).toEqual([]);
  expect(found.files).toBeGreaterThan(0); // Else it looked in the wrong place.
}, 60_000);
