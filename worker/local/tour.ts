import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { endWith } from './failure.ts';
import { startStack } from './stack/stack.ts';
import { runRevokeTrials, type RevokeResult } from './tour/revoke-trials.ts';
import { takeTour, type StepResult } from './tour/take-tour.ts';

const trials = 200;

/** `npm run tour`: the whole life of a key on a temporary deployment. `--json`: one JSON object instead of lines. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const say = (line: string) => void (values.json || process.stdout.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-tour-'));
  try {
    const { steps, revoke } = await walk(folder, say);
    const ok = steps.every((step) => step.ok) && revoke !== null && revoke.acceptedAfterAck === 0;
    if (values.json) process.stdout.write(`${JSON.stringify({ ok, steps, revoke })}\n`);
    say(ok ? 'Every step held.' : 'Not every step held.');
    return ok;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walk(
  folder: string,
  say: (line: string) => void,
): Promise<{ steps: StepResult[]; revoke: RevokeResult | null }> {
  const stack = await startStack({ folder, port: 0, fresh: false });
  const interrupted = () => void stack.stop().then(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const steps = await takeTour(stack, (step) => say(stepLine(step)));
    if (!steps.every(({ ok }) => ok)) return { steps, revoke: null };
    say(`Disabling ${trials} times under load …`);
    const revoke = await runRevokeTrials(stack, trials);
    const { p50, p99 } = revoke.streamCutMs;
    say(
      `${revoke.trials} disables: ${revoke.acceptedAfterAck} calls accepted afterwards; streams cut in ${p50} ms (p50), ${p99} ms (p99)`,
    );
    return { steps, revoke };
  } finally {
    await stack.stop();
  }
}

/** `held    12 ms  create a key` */
export function stepLine({ name, ok, ms, why }: StepResult): string {
  return `${ok ? 'held  ' : 'FAILED'} ${String(ms).padStart(6)} ms  ${name}${why === undefined ? '' : `: ${why}`}`;
}

await main().then((ok) => {
  process.exitCode = ok ? 0 : 1;
}, endWith);
