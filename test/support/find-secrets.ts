import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A file that holds a secret, in one form or another. */
export interface Leak {
  /** Relative to the folder that was searched. */
  readonly file: string;
  readonly form: string;
}

/** Looks through every byte of every file below `folder`, write-ahead logs and all. */
export function findSecrets(
  folder: string,
  secrets: readonly string[],
  { except = [] as readonly string[] } = {},
): Leak[] {
  const needles = secrets.flatMap(formsOf);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap((entry) => {
    const file = relative(folder, join(entry.parentPath, entry.name));
    if (except.includes(file)) return [];
    const bytes = readFileSync(join(folder, file));
    const found = needles.find(({ needle }) => bytes.includes(needle));
    return found === undefined ? [] : [{ file, form: found.form }];
  });
}

function formsOf(secret: string): { form: string; needle: Buffer }[] {
  const bytes = Buffer.from(secret);
  // Base64 looks different at each of three alignments; the ends depend on what stands around.
  const base64 = [0, 1, 2].map((shift) => ({
    form: 'base64',
    needle: Buffer.from(
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64url')
        .slice(4, -4),
    ),
  }));
  return [
    { form: 'last 20 characters', needle: bytes.subarray(-20) },
    ...base64,
    { form: 'hex', needle: Buffer.from(bytes.toString('hex')) },
    { form: 'UTF-16', needle: Buffer.from(secret, 'utf16le') },
  ];
}
