import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import { lengths } from '../../shared/credential/shape.ts';
import { secretPrefixes } from '../../shared/secret-pattern.ts';

/** A file that holds a secret, in one form or another. */
export interface Leak {
  /** Relative to the folder that was searched. */
  readonly file: string;
  readonly form: string;
}

/** The files that hold a secret by design: the local root secrets and the console token, for their owner's eyes. */
const meantToHold = ['secrets.env', 'console-token'];

/**
 * A whole credential, whoever made it: prefix, public id, secret and checksum; or the signing secret of a webhook, 32 bytes
 * in base64.
 */
const credential = new RegExp(
  `whsec_[0-9A-Za-z+/]{43}=|(${secretPrefixes.join('|')})[0-9A-Za-z]{${lengths.random + lengths.tag}}_[0-9A-Za-z]{${lengths.secret + lengths.checksum},}`,
);

/** Looks through every byte of every file below `folder`, write-ahead logs and all, for `secrets`. */
export function findSecrets(folder: string, secrets: readonly string[]): Leak[] {
  const needles = secrets.flatMap(formsOf);
  return search(folder, (bytes) => needles.find(({ needle }) => bytes.includes(needle))?.form);
}

/** The same for whatever has the form of a credential, known to the tests or not. */
export function findCredentials(folder: string): Leak[] {
  return search(folder, (bytes) => {
    const text = bytes.toString('latin1');
    if (credential.test(text)) return 'credential';
    return credential.test(text.replaceAll('\0', '')) ? 'credential in UTF-16' : undefined;
  });
}

function search(folder: string, formIn: (bytes: Buffer) => string | undefined): Leak[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    if (meantToHold.includes(basename(path))) return [];
    const form = formIn(read(path));
    return form === undefined ? [] : [{ file: relative(folder, path), form }];
  });
}

/** Empty for a file that was removed meanwhile: SQLite does so with its logs. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
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
