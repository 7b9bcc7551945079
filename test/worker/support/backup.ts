import { applyD1Migrations, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

import { encodeBase64Url } from '../../../worker/secrets/base64url.ts';
import { openAsAdmin } from '../../../worker/secrets/seal-for-admin.ts';
import { api } from './calls.ts';
import { setUpAgain } from './owner.ts';

/** Somebody with a key pair that exports are encrypted for. */
export async function givenAdmin() {
  const pair = (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])) as CryptoKeyPair;
  const raw = (await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer;
  return { publicKey: encodeBase64Url(new Uint8Array(raw)), privateKey: pair.privateKey };
}

/** Every line of an export. */
export async function exportAll(publicKey?: string): Promise<string[]> {
  const lines: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const ask = { ...(cursor && { cursor }), ...(publicKey !== undefined && { publicKey }) };
    const chunk: Awaited<ReturnType<typeof api.exportDeployment>> = await api.exportDeployment(ask);
    lines.push(...chunk.lines);
    cursor = chunk.next;
  }
  return lines;
}

interface KeyLine {
  readonly kind: string;
  readonly data: { readonly id: string };
  readonly sealed?: string;
}

/** What the holder of the private key reads in an export. */
export async function secretsIn(
  lines: readonly string[],
  privateKey: CryptoKey,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const line of lines.map((text) => JSON.parse(text) as KeyLine))
    if (line.sealed) found[line.data.id] = await openAsAdmin(line.sealed, line.data.id, privateKey);
  return found;
}

/** Puts lines in, and gives what became of the keys among them. */
export async function restoreAll(lines: readonly string[], secrets: Record<string, string> = {}) {
  const steps = [];
  for (let at = 0; at < lines.length; at += 20)
    steps.push(await api.restoreDeployment({ lines: lines.slice(at, at + 20), secrets }));
  return { done: steps.at(-1)?.done, keys: steps.flatMap(({ keys }) => keys.map(({ became }) => became)) };
}

/** Makes the deployment a new one. */
export async function emptied() {
  await reset();
  await applyD1Migrations(env.RECORD, env.MIGRATIONS);
  await setUpAgain();
}
