import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Failure } from '../failure.ts';
import { makeCode } from '../provider/code.ts';
import type { Storage } from '../storage/storage.ts';
import { startNode, type Child } from './child.ts';
import { freePort } from './free-port.ts';

const main = fileURLToPath(new URL('../provider/main.ts', import.meta.url));

/** The process of the OpenID provider that people sign in by on this machine. */
export interface ProviderProcess extends Child {
  /** `http://localhost:8788`: the same whenever this storage is used, since it is half the name of everybody in it. */
  readonly issuer: string;
  readonly clientId: string;
  /** What its sign-in page asks for: `HKDL-WQXM`, another one each time. */
  readonly code: string;
}

/** Starts the provider for the Worker at `gateway`; resolves when it listens. */
export async function startProvider(
  { providerFile, logFile }: Storage,
  gateway: string,
): Promise<ProviderProcess> {
  // Another host than the Worker's: as anywhere else, its cookies are its own and it is another site.
  const issuer = `http://localhost:${await ownPort(providerFile)}`;
  const [clientId, code] = ['keyharbor', makeCode()];
  const child = startNode([main], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.process.send({ issuer, clientId, code, redirectUri: `${gateway}/sign-in/oidc/callback` });
  const failed = child.ended.then(() => {
    throw new Failure(`The sign-in of this machine could not be started. See ${logFile}`);
  });
  await Promise.race([once(child.process, 'message'), failed]);
  return { ...child, issuer, clientId, code };
}

/** The port that this storage's provider has had from the first time on. */
async function ownPort(file: string): Promise<number> {
  const kept = readPort(file);
  const port = await freePort(kept);
  if (kept === 0) writeFileSync(file, String(port), { mode: 0o600 });
  return port;
}

/** 0 where it has none yet. */
function readPort(file: string): number {
  try {
    const text = readFileSync(file, 'utf8');
    return /^\d{1,5}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0; // Not there yet.
  }
}
