import type { RestoredKey } from '../../shared/api/operations/deployment.ts';
import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { by, type Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';
import { inParallel } from '../in-parallel.ts';
import { fromRow, type KeyRow } from '../keys/key-row.ts';

/** Gates asked at the same time. */
const atOnce = 5;

/** Gives each key back to its gate; what became of each, in their order. Throws `export_damaged`. */
export async function restoreKeys(
  lines: readonly { readonly data: Readonly<Record<string, unknown>> }[],
  secrets: Readonly<Record<string, string>>,
  context: Context,
): Promise<RestoredKey[]> {
  const results = new Map<string, RestoredKey>();
  const keys = lines.map(({ data }) => orDamaged(data));
  await inParallel(atOnce, keys, async (key) => {
    results.set(key.id, { id: key.id, became: await restoreOne(key, secrets[key.id] ?? null, context) });
  });
  return keys.flatMap(({ id }) => results.get(id) ?? []);
}

async function restoreOne(key: KeyView, secret: string | null, context: Context) {
  if (secret !== null && !opens(secret, key.id)) return 'secret_of_another';
  const done = await askGate(key.id, context.env, (gate) => gate.restore(key, secret, by(context)));
  return done.ok ? done.value : done.code;
}

function orDamaged(data: Readonly<Record<string, unknown>>) {
  try {
    return fromRow(data as unknown as KeyRow); // Checked by its schema.
  } catch {
    throw new Problem('export_damaged');
  }
}

/** Whether the secret is one of the key's: its public id says so. */
function opens(secret: string, id: string): boolean {
  return prefixes.key + (readCredential('apiKey', secret)?.publicId ?? '') === id;
}
