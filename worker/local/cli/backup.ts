import { Command } from 'commander';

import type { Client } from '../../../shared/api/client.ts';
import { readPrivateKey, readPublicKey } from './backup-keys.ts';
import { exportTo } from './export-to.ts';
import { restoreFrom } from './restore-from.ts';

interface Deps {
  readonly connect: () => Client;
  readonly print: (text: string) => void;
}

/** What takes more than one request: `export` and `restore` go on until nothing is left, and tell how far they are. */
export function backupCommands({ connect, print }: Deps): readonly Command[] {
  const save = new Command('export')
    .description('Writes everything that the deployment has into a file.')
    .requiredOption('--to <file>', 'a new file, one line for each thing')
    .option('--public-key <file>', 'P-256, PEM: with the secrets, for the holder of the private key alone')
    .exitOverride()
    .action(async ({ to, publicKey }: { to: string; publicKey?: string }) => {
      const key = publicKey === undefined ? undefined : readPublicKey(publicKey);
      print(await exportTo(to, key, { api: connect(), tell }));
    });
  const restore = new Command('restore')
    .description('Puts an export into an empty deployment; asked again, it goes on where it was.')
    .argument('<file>')
    .option('--private-key <file>', 'P-256, PEM: opens the secrets that are in the export')
    .option('--without-secrets', 'leaves them: keys come back disabled and take new values')
    .exitOverride()
    .action(async (file: string, options: { privateKey?: string; withoutSecrets?: boolean }) => {
      const { privateKey, withoutSecrets = false } = options;
      const key = privateKey === undefined ? null : await readPrivateKey(privateKey);
      print(await restoreFrom(file, { privateKey: key, withoutSecrets }, { api: connect(), tell }));
    });
  return [save, restore];
}

/** How far it is: in one place for a person, a line each time for a log. */
function tell(progress: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r${progress}` : `${progress}\n`);
}
