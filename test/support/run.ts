import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ensureBrowsers } from './browsers.ts';

/** What passed and what did not. */
interface Count {
  passed: number;
  failed: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One for each runtime, and one for each runtime's tests: `fetch` must not sneak into the core by a test's types. */
const typeProjects = [
  'shared',
  'worker',
  'worker/local',
  'extension',
  'test',
  'test/shared',
  'test/worker',
  'test/faults',
  'test/bench',
  'test/extension',
];

const checks: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format', ['oxfmt', '--check', '.']],
  ['lint', ['oxlint', '--type-aware', '.']],
  ['generated types', ['wxt', 'prepare']],
  ...typeProjects.map((folder) => [`types of ${folder}`, ['tsc', '-p', folder]] as const),
];

const quick = ['core', 'house', 'worker', 'extension'];

/**
 * Side by side, since browsers and deployments are mostly waited for: what journeys do, and then the search for what they
 * left behind; and everything else.
 */
const batches: readonly (readonly string[])[] = [
  ['!journeys', '!leaks'],
  ['journeys', 'leaks'],
];

/** `npm test`: every check and every test. `--quick` (`npm run check`): without those that need a browser. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  if (!values.quick) await ensureBrowsers(say);
  const count: Count = { passed: 0, failed: 0 };
  for (const [name, command] of checks) {
    const ok = await run(command);
    say(`${ok ? 'passed' : 'FAILED'}  ${name}`);
    count[ok ? 'passed' : 'failed'] += 1;
  }
  const counts = values.quick ? [await runTests(quick)] : await Promise.all(batches.map(runTests));
  for (const each of counts) add(count, each);
  say(`\n${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 && count.passed > 0 ? 0 : 1;
}

async function runTests(projects: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-test-'));
  const report = join(folder, 'report.json');
  const only = projects.map((project) => `--project=${project}`);
  try {
    const ok = await run([
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
      ...only,
    ]);
    const { numPassedTests: passed, numFailedTests: failed } = readReport(report);
    // A file that does not even load counts no test; it must not pass for none failed.
    return { passed, failed: !ok && failed === 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string): { numPassedTests: number; numFailedTests: number } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }; // Vitest's own form.
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
}

/** Runs one of the project's own tools; what it says goes straight through. */
async function run([tool = '', ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(join(root, 'node_modules', '.bin', tool), args, { cwd: root, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null]; // As child_process says it.
  return code === 0;
}

function add(count: Count, more: Count): void {
  count.passed += more.passed;
  count.failed += more.failed;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
