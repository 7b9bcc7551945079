import { readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import * as v from 'valibot';

import { readCredential } from '../../../shared/credential/credential.ts';
import { keyring } from '../../secrets/keyring.ts';
import { mintCredential } from '../../secrets/mint.ts';
import { Failure } from '../failure.ts';

const secretsSchema = v.object({
  MASTER_1: v.pipe(v.string(), v.minLength(43)),
  KID_SECRET: v.pipe(v.string(), v.minLength(43)),
  CONSOLE_TOKEN: v.pipe(
    v.string(),
    v.check((text) => readCredential('consoleToken', text) !== null),
  ),
  UPSTREAM_TOKEN: v.pipe(v.string(), v.minLength(32)),
});

/** The secrets of a local deployment, made on first use and kept beside its storage. */
export type Secrets = v.InferOutput<typeof secretsSchema>;

/** Reads them from `file`, or makes them and writes it, for its owner's eyes only. */
export async function openSecrets(file: string): Promise<Secrets> {
  return readSecrets(file) ?? makeSecrets(file);
}

/** Reads them from `file`; `null` where it is not there. */
export function readSecrets(file: string): Secrets | null {
  const text = read(file);
  if (text === null) return null;
  const parsed = v.safeParse(secretsSchema, parseEnv(text));
  if (parsed.success) return parsed.output;
  throw new Failure(
    `${file} is damaged. Keys cannot be opened without it; start with --fresh to begin with an empty storage.`,
  );
}

async function makeSecrets(file: string): Promise<Secrets> {
  const root = { MASTER_1: random(), KID_SECRET: random() };
  const secrets = {
    ...root,
    CONSOLE_TOKEN: await mintCredential('consoleToken', await keyring(root)),
    UPSTREAM_TOKEN: random(),
  };
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return secrets;
}

function random(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // Not there yet.
  }
}
