import { readFileSync, statSync, writeFileSync } from 'node:fs';

import { readCredential } from '../../../shared/credential/credential.ts';
import { prefixes } from '../../../shared/ids.ts';
import { tokenDays } from '../../../shared/people/console-token.ts';
import { createApiClient } from '../api-client.ts';

/** Whoever signs in as `owner` at the provider of this machine, too. */
const ownerName = 'owner';
const lifeMs = tokenDays * 24 * 3600 * 1000;

/** The console token kept in `file`; `null` where there is none, or it was renewed so long ago that it is over. */
export function readToken(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return statSync(file).mtimeMs > Date.now() - lifeMs ? text : null;
  } catch {
    return null; // Not there yet.
  }
}

/**
 * A console token of the deployment at `url` for everything there is to do: the one kept in `file`, renewed, or a new
 * one that `bootstrap` makes, with an owner who signs in at `issuer`.
 */
export async function openToken(
  file: string,
  { url, bootstrap, issuer }: { url: string; bootstrap: string; issuer: string },
): Promise<string> {
  const token = readToken(file) ?? (await setUp(url, bootstrap, issuer));
  const id = prefixes.tokenId + (readCredential('consoleToken', token)?.publicId ?? '');
  await createApiClient(url, token).renewToken({ id });
  writeFileSync(file, `${token}\n`, { mode: 0o600 }); // When it was written says when it was renewed.
  return token;
}

async function setUp(url: string, bootstrap: string, issuer: string): Promise<string> {
  const identity = { issuer, subject: ownerName };
  return (await createApiClient(url, bootstrap).setUp({ name: 'Owner', identity })).secret;
}
