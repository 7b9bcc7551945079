import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test, vi } from 'vitest';

import { storagesFolder } from '../support/results.ts';

const file = (name: string) => fileURLToPath(new URL(`../../worker/local/${name}`, import.meta.url));

/** The processes below `pid`, whole command lines, however deep. */
async function descendants(pid: number): Promise<string[]> {
  const listing = spawn('ps', ['-eo', 'pid=,ppid=,args='], { stdio: ['ignore', 'pipe', 'ignore'] });
  const rows = (await listing.stdout.toArray()).join('').trim().split('\n');
  const all = rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
  const found: string[] = [];
  const parents = [String(pid)];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const [, child = '', of, args = ''] of all) {
      if (of !== parent || args.startsWith('ps ')) continue;
      found.push(`${child} ${args}`);
      parents.push(child);
    }
  }
  return found;
}

async function isAlive(pidAndArgs: string): Promise<boolean> {
  try {
    process.kill(Number(pidAndArgs.split(' ')[0]), 0);
    return true;
  } catch {
    return false; // No such process.
  }
}

test('a start says how to go on, and Ctrl-C stops every process that it started', async () => {
  const folder = join(storagesFolder, 'start');
  const args = [file('start.ts'), '--no-browser', '--port', '0', '--storage', folder];
  const start = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  start.stdout.on('data', (part: Buffer) => (said += part.toString()));
  await vi.waitFor(() => expect(said).toContain('Ctrl-C stops everything'), {
    timeout: 120_000,
    interval: 100,
  });
  expect(said).toContain('Self-check: 16 of 16 steps held.');
  expect(said).toMatch(/^API {7}http:\/\/127\.0\.0\.1:\d+\/v1$/m);
  expect(said).toMatch(/^Console {3}chrome-extension:\/\/[a-p]{32}\/console\.html$/m);

  const children = await descendants(start.pid ?? 0);
  expect(children.filter((args_) => args_.includes('workerd')).length).toBeGreaterThan(0);
  start.kill('SIGINT');
  expect(await once(start, 'exit')).toEqual([0, null]);
  await vi.waitFor(
    async () => expect((await Promise.all(children.map(isAlive))).filter(Boolean)).toEqual([]),
    { timeout: 15_000 },
  );
});

test('the tour as a command prints one object, and no call passed after any of 200 disables', async () => {
  const folder = join(storagesFolder, 'tour');
  mkdirSync(folder);
  const tour = spawn(process.execPath, [file('tour.ts'), '--json'], {
    env: { ...process.env, TMPDIR: folder }, // What it does not tidy away is searched with the rest.
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = (await tour.stdout.toArray()).join('');
  const result = JSON.parse(printed) as { ok: boolean; steps: unknown[]; revoke: { trials: number } }; // Its promise, checked below.
  expect(result).toMatchObject({
    ok: true,
    revoke: { acceptedAfterAck: 0, streamCutMs: { p50: expect.any(Number), p99: expect.any(Number) } },
  });
  expect(result.revoke.trials).toBeGreaterThanOrEqual(200);
  for (const step of result.steps)
    expect(step).toEqual({ name: expect.any(String), ok: true, ms: expect.any(Number) });
});
