import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startStack } from '../../worker/local/stack/stack.ts';
import { requiredScenarios, revisions, runSuite, type Outcome, type Revision } from './run-suite.ts';
import { serveUpstream } from './upstream/serve-upstream.ts';

type Outcomes = ReadonlyMap<string, Outcome>;

/** Of one revision: scenarios that must pass, those that do, and checks that passed, directly and through the gateway. */
interface Figures {
  readonly required: number;
  readonly passDirect: number;
  readonly passThrough: number;
  readonly checksDirect: number;
  readonly checksThrough: number;
}

/**
 * `npm run conformance`: the official suite at both revisions, directly against the conformance upstream and through
 * the gateway. `--json` prints one object of figures. Fails where a required scenario does not pass through the
 * gateway, or any check comes out otherwise than directly.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(join(tmpdir(), 'keyharbor-conformance-'));
  const upstream = await serveUpstream();
  const stack = await startStack({ folder, port: 0, fresh: true, images: async () => upstream });
  const { key } = await stack.api.createKey({ name: 'conformance' });
  // The suite can send no header, and two of its scenarios drop the query: the path carries the credential.
  const { url } = await stack.api.createTicket({ id: key.id, label: 'conformance', image: 'linux_latest' });
  try {
    const figures: Record<string, Figures> = {};
    let differences = 0;
    for (const revision of revisions) {
      const direct = await runSuite(`${upstream.url}/mcp`, revision);
      const through = await runSuite(url, revision);
      figures[revision] = figuresOf(revision, direct, through);
      differences += tellDifferences(direct, through);
    }
    say(process.stdout, values.json ? JSON.stringify(figures) : tableOf(figures));
    const isWhole = Object.values(figures).every((each) => each.passThrough === each.required);
    return isWhole && differences === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(revision: Revision, direct: Outcomes, through: Outcomes): Figures {
  const required = requiredScenarios(revision);
  const passes = (outcomes: Outcomes) =>
    required.filter((name) => (outcomes.get(name)?.passed ?? 0) > 0 && !outcomes.get(name)?.failed.length)
      .length;
  const checks = (outcomes: Outcomes) => outcomes.values().reduce((sum, { passed }) => sum + passed, 0);
  return {
    required: required.length,
    passDirect: passes(direct),
    passThrough: passes(through),
    checksDirect: checks(direct),
    checksThrough: checks(through),
  };
}

/** Says which scenarios came out otherwise through the gateway; how many. */
function tellDifferences(direct: Outcomes, through: Outcomes): number {
  const names = [...direct.keys()].filter(
    (name) => JSON.stringify(direct.get(name)) !== JSON.stringify(through.get(name)),
  );
  for (const name of names)
    say(
      process.stderr,
      `${name}: ${JSON.stringify({ direct: direct.get(name), through: through.get(name) })}`,
    );
  return names.length;
}

function tableOf(figures: Readonly<Record<string, Figures>>): string {
  const lines = Object.entries(figures).map(
    ([revision, { required, passDirect, passThrough, checksDirect, checksThrough }]) =>
      `${revision}: of ${required} required scenarios ${passDirect} pass directly, ${passThrough} through the gateway` +
      ` (checks: ${checksDirect}, ${checksThrough})`,
  );
  return lines.join('\n');
}

function say(stream: NodeJS.WriteStream, line: string): void {
  stream.write(`${line}\n`);
}

process.exitCode = await main();
