import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pictures that the docs and the stores show; taken anew only where a run is told to. */
const docs = fileURLToPath(new URL('../../docs', import.meta.url));

/** Where a picture of the docs is, `pictures/keys.png`. */
export function docPicture(name: string): string {
  return join(docs, name);
}

/** Puts a picture into the docs, in a run that renews them (`npm run pictures`). */
export async function renewPicture(name: string, take: () => Promise<Uint8Array>): Promise<void> {
  if (process.env['UPDATE_PICTURES'] !== '1') return;
  mkdirSync(join(docs, name, '..'), { recursive: true });
  writeFileSync(docPicture(name), await take());
}
