import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

import type { Client } from '../../../shared/api/client.ts';
import { Failure } from '../failure.ts';

interface Deps {
  readonly api: Client;
  readonly tell: (progress: string) => void;
}

/** Writes an export to `file`, a new one that its owner alone may read, and says what is in it. Leaves none on failure. */
export async function exportTo(file: string, publicKey: string | undefined, deps: Deps): Promise<string> {
  const handle = openNew(file);
  try {
    const lines = await writeLines(handle, publicKey, deps);
    const secrets = publicKey === undefined ? 'no secrets: keys will need new values' : 'secrets, encrypted';
    return `${file}: ${lines} lines, ${secrets}.\n`;
  } catch (error) {
    rmSync(file);
    throw error;
  } finally {
    closeSync(handle);
  }
}

function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch {
    throw new Failure(`${file} cannot be made: it is there already, or its folder cannot be written to.`);
  }
}

async function writeLines(
  handle: number,
  publicKey: string | undefined,
  { api, tell }: Deps,
): Promise<number> {
  let written = 0;
  for (let cursor: string | null | undefined; cursor !== null;) {
    const ask = { ...(cursor && { cursor }), ...(publicKey !== undefined && { publicKey }) };
    const { lines, next }: Awaited<ReturnType<Client['exportDeployment']>> = await api.exportDeployment(ask);
    writeSync(handle, lines.map((line) => `${line}\n`).join(''));
    written += lines.length;
    tell(`${written} lines exported`);
    cursor = next;
  }
  return written;
}
