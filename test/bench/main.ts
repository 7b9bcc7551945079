import { parseArgs } from 'node:util';

import { benchGateway } from './gateway/gateway.ts';
import { benchRecord } from './record.ts';

type Bench = (say: (line: string) => void) => Promise<object>;

/** Found by its address: the types of a browser and those of the Worker do not go together in one program. */
const benchPopup: Bench = async (say) => {
  const module = (await import(new URL('./popup/popup.ts', import.meta.url).href)) as { benchPopup: Bench };
  return module.benchPopup(say);
};

/** What can be measured, by name; each gives what it found. */
const benches: Readonly<Record<string, Bench>> = {
  gateway: benchGateway,
  popup: benchPopup,
  record: benchRecord,
};

/** `npm run bench -- <name> [--json]`: the result goes to standard output, what is being done to standard error. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const bench = benches[positionals[0] ?? ''];
  if (bench === undefined) {
    process.stderr.write(`Say what to measure: ${Object.keys(benches).join(', ')}\n`);
    return 1;
  }
  const result = await bench((line) => void process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
  return 0;
}

process.exitCode = await main();
