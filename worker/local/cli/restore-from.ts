import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import * as v from 'valibot';

import type { Client } from '../../../shared/api/client.ts';
import { openAsAdmin } from '../../secrets/seal-for-admin.ts';
import { Failure } from '../failure.ts';

interface Deps {
  readonly api: Client;
  readonly tell: (progress: string) => void;
}

export interface Opening {
  readonly privateKey: CryptoKey | null;
  readonly withoutSecrets: boolean;
}

/** What the Worker takes at once, with room for what JSON adds. */
const mostLines = 100;
const mostBytes = 400 * 1024;

const sealedLine = v.object({ sealed: v.string(), data: v.object({ id: v.string() }) });

/**
 * Sends the lines of an export in `file` to an empty deployment, and says what became of its keys and images. Lines that
 * are in already are passed over there, so it can be asked again after a failure.
 */
export async function restoreFrom(file: string, opening: Opening, { api, tell }: Deps): Promise<string> {
  const became = new Map<string, string[]>();
  let isDone = false;
  for await (const chunk of chunksOf(file)) {
    const step = await api.restoreDeployment({ lines: chunk, secrets: await secretsIn(chunk, opening) });
    for (const { id, became: fate } of [...step.images, ...step.keys])
      became.set(fate, [...(became.get(fate) ?? []), id]);
    tell(`${step.restored} lines restored`);
    isDone = step.done;
  }
  if (!isDone) throw new Failure(`${file} ends before the export does: a part of it is missing.`);
  return summary(became);
}

async function* chunksOf(file: string): AsyncGenerator<string[]> {
  let [chunk, bytes]: [string[], number] = [[], 0];
  for await (const line of linesOf(file)) {
    const more = Buffer.byteLength(JSON.stringify(line));
    if (chunk.length === mostLines || (chunk.length > 0 && bytes + more > mostBytes)) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(line);
    bytes += more;
  }
  if (chunk.length > 0) yield chunk;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
      if (line !== '') yield line;
  } catch {
    throw new Failure(`${file} cannot be read.`);
  }
}

async function secretsIn(lines: readonly string[], { privateKey, withoutSecrets }: Opening) {
  const secrets: Record<string, string> = {};
  if (withoutSecrets) return secrets;
  for (const line of lines) {
    const found = sealedIn(line);
    if (found === null) continue;
    if (privateKey === null)
      throw new Failure(
        'The export holds secrets: open them with --private-key, or leave them with --without-secrets.',
      );
    secrets[found.data.id] = await openAsAdmin(found.sealed, found.data.id, privateKey).catch(() => {
      throw new Failure('The private key is not the one that this export was made for.');
    });
  }
  return secrets;
}

/** `null`: the line holds no secret, or is none, which the Worker tells better. */
function sealedIn(line: string) {
  try {
    const parsed = v.safeParse(sealedLine, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

const fates: Readonly<Record<string, string>> = {
  restored: 'work as before',
  without_secret: 'are disabled: give a new value (keys rotate) or the credential (images edit), then enable',
  deleted: 'were deleted, and stay so',
};

/** A line for each fate; those that somebody has to look after by their names. */
function summary(became: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...became].map(([fate, ids]) => {
    const names = fate === 'restored' || fate === 'deleted' ? '' : `: ${ids.join(' ')}`;
    return `${ids.length} ${fates[fate] ?? `were refused (${fate})`}${names}\n`;
  });
  return ['Restored.\n', ...lines].join('');
}
