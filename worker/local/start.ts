import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildExtension } from './browser/build-extension.ts';
import { extensionId } from './browser/extension-id.ts';
import { openBrowser } from './browser/open-browser.ts';
import { endWith, Failure } from './failure.ts';
import { startStack, type Stack } from './stack/stack.ts';
import { root } from './stack/wrangler.ts';
import { takeTour } from './tour/take-tour.ts';

const usage = 'npm start -- [--port 8787] [--storage .keyharbor] [--fresh] [--no-browser]';

/** `npm start`: everything on this machine, checked, until Ctrl-C. */
async function main(): Promise<void> {
  const { port, storage, fresh, browser } = readOptions();
  const folder = isAbsolute(storage) ? storage : join(root, storage);
  const stack = await startStack({ folder, port, fresh, onStep: say });
  const stop = stopper(stack);
  void stack.broken.then(() =>
    stop(1, `A process of Keyharbor has ended unasked. Its log is ${stack.storage.logFile}`),
  );
  say('Building the extension');
  const extension = await buildExtension().catch(stopFirst(stack));
  await selfCheck(stack);
  say(`\n${summary(stack, extension)}`);
  const approve = (code: string) => stack.api.approvePairing({ code });
  const pairing = { address: stack.url, approve };
  if (browser && (await openBrowser(extension, pairing).catch(stopFirst(stack))))
    say('\nA Chromium with the extension, already paired, is open.');
  say('\nCtrl-C stops everything.');
}

function readOptions() {
  const options = {
    port: { type: 'string', default: '8787' },
    storage: { type: 'string', default: '.keyharbor' },
    fresh: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: true },
  } as const;
  try {
    const { values } = parseArgs({ options, allowNegative: true });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
      throw new Failure(`--port takes a number up to 65535. ${usage}`);
    return { ...values, port: Number(values.port) };
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`An option is not known. ${usage}`);
  }
}

/** Stops the stack once, whoever asks first, and ends this process. */
function stopper(stack: Stack) {
  let stopping: Promise<void> | undefined;
  const stop = (code: number, line?: string) => {
    stopping ??= Promise.resolve(line && process.stderr.write(`${line}\n`))
      .then(() => stack.stop())
      .then(() => process.exit(code));
  };
  process.on('SIGINT', () => stop(0)).on('SIGTERM', () => stop(0));
  return stop;
}

/** Nothing may be left running when we end with an error. */
function stopFirst(stack: Stack) {
  return async (error: unknown): Promise<never> => {
    await stack.stop();
    throw error;
  };
}

async function selfCheck(stack: Stack): Promise<void> {
  say('Checking the life of a key on every image');
  const results = await takeTour(stack, () => undefined);
  const failed = results.find(({ ok }) => !ok);
  if (failed === undefined) return say(`Self-check: ${results.length} of ${results.length} steps held.`);
  await stopFirst(stack)(new Failure(`Self-check: "${failed.name}" did not hold: ${failed.why}`));
}

function summary({ url, consoleToken, provider }: Stack, extension: string): string {
  return [
    `API       ${url}/v1`,
    `Console   chrome-extension://${extensionId}/console.html`,
    `Token     ${consoleToken}`,
    `Sign in   ${url}/sign-in with the code ${provider.code}`,
    '',
    'Load the extension: open chrome://extensions, switch on "Developer mode", choose "Load unpacked":',
    `  ${extension}`,
    `Then open it and pair: address ${url}. The page that opens wants you to sign in as owner, with the code above.`,
  ].join('\n');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main().catch(endWith);
