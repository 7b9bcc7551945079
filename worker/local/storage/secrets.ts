import { readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

import * as v from 'valibot';

import { Failure } from '../failure.ts';

const secretsSchema = v.object({
  MASTER_1: v.pipe(v.string(), v.minLength(43)),
  KID_SECRET: v.pipe(v.string(), v.minLength(43)),
  UPSTREAM_TOKEN: v.pipe(v.string(), v.minLength(32)),
});

/** The secrets of a local deployment, made on first use and kept beside its storage. */
export type Secrets = v.InferOutput<typeof secretsSchema>;

/** Reads them from `file`, or makes them and writes it, for its owner's eyes only. */
export function openSecrets(file: string): Secrets {
  return readSecrets(file) ?? makeSecrets(file);
}

/** `null` where it is not there. */
function readSecrets(file: string): Secrets | null {
  const text = read(file);
  if (text === null) return null;
  const parsed = v.safeParse(secretsSchema, parseEnv(text));
  if (parsed.success) return parsed.output;
  throw new Failure(
    `${file} is damaged. Keys cannot be opened without it; start with --fresh to begin with an empty storage.`,
  );
}

function makeSecrets(file: string): Secrets {
  const secrets = { MASTER_1: random(), KID_SECRET: random(), UPSTREAM_TOKEN: random() };
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return secrets;
}

/** 32 random bytes, base64. */
export function random(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // Not there yet.
  }
}
