import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page of a built extension weighs with every script and style that it names: bytes, each file by gzip -9. */
export async function pageWeight(directory: string, page: string): Promise<number> {
  const html = await readFile(join(directory, page), 'utf8');
  const loaded = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, path = '']) => path);
  const files = await Promise.all([page, ...loaded].map((path) => readFile(join(directory, path))));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}
