import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'yaml';

import { root } from '../../worker/local/stack/wrangler.ts';

export const revisions = ['2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof revisions)[number];

const suite = join(root, 'node_modules', '@modelcontextprotocol', 'conformance');

/** What one scenario came to: names of its checks that did not pass, and how many did. */
export interface Outcome {
  readonly passed: number;
  readonly failed: readonly string[];
}

/** Runs the official suite against `url`; outcomes by scenario, also of those that are not required. */
export async function runSuite(url: string, revision: Revision): Promise<ReadonlyMap<string, Outcome>> {
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-conformance-'));
  try {
    const args = [
      join(suite, 'dist', 'index.js'),
      'server',
      '--url',
      url,
      '--requirements',
      revision,
      '-o',
      folder,
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    await new Promise((resolve) => child.once('exit', resolve));
    return new Map(readdirSync(folder).map((name) => [scenarioOf(name), readOutcome(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The scenarios that an implementation of `revision` must pass, as the suite itself lists them. */
export function requiredScenarios(revision: Revision): readonly string[] {
  const file = join(suite, 'requirements', `${revision}.yaml`);
  return (parse(readFileSync(file, 'utf8')) as { server: string[] }).server; // The suite's own form.
}

/** `server-tools-list-2026-11-25T00-59-39-514Z`, a folder, holds what became of `tools-list`. */
function scenarioOf(folder: string): string {
  return folder.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '');
}

function readOutcome(folder: string): Outcome {
  const checks = JSON.parse(readFileSync(join(folder, 'checks.json'), 'utf8')) as {
    id: string;
    status: string;
  }[]; // The suite's own form.
  return {
    passed: checks.filter(({ status }) => status === 'SUCCESS').length,
    failed: checks.filter(({ status }) => status === 'FAILURE').map(({ id }) => id),
  };
}
