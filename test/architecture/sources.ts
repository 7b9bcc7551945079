import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parseSync } from 'vite';

/** The project's own folders that hold code. */
export const areas = ['shared', 'worker', 'extension', 'test'] as const;

/** A file of the project. `path` is seen from the top: `shared/ids.ts`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A piece of the syntax tree, ESTree with TypeScript. */
export type Node = Readonly<Record<string, unknown>> & { readonly type: string };

const root = path.resolve(import.meta.dirname, '../..');

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** Names of what lies directly in `folder`. */
export function namesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder)).toSorted();
}

/** Every file under `folders`, except what a build or an installation put there. */
export function filesUnder(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((file) => !file.split('/').includes('node_modules'))
      .toSorted(),
  );
}

/** The TypeScript and JavaScript under `folders`. */
export function codeUnder(...folders: readonly string[]): Source[] {
  return filesUnder(...folders)
    .filter((file) => /\.(?:tsx?|js)$/.test(file))
    .map((file) => ({ path: file, text: readText(file) }));
}

/** The comments of a piece of code, each without its signs. */
export function commentsOf({ path: file, text }: Source): string[] {
  return parseSync(file, text).comments.map(({ value }) => value);
}

const parsed = new WeakMap<Source, readonly Node[]>();

/** Everything in a piece of code that runs or types it: no comments. Throws where it does not parse. */
export function nodesOf(source: Source): readonly Node[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const { program, errors } = parseSync(source.path, source.text);
  if (errors.length > 0) throw new Error(`${source.path}: ${errors[0]?.message}`);
  const nodes = [...walk(program)];
  parsed.set(source, nodes);
  return nodes;
}

/** Every text a piece of code spells: strings, pieces of templates, patterns, words between tags. */
export function textsOf(source: Source): string[] {
  return nodesOf(source).flatMap(({ type, value, regex }) => {
    if (isRecord(regex)) return [String(regex['pattern'])];
    if (type === 'TemplateElement' && isRecord(value)) return [String(value['cooked'])];
    return typeof value === 'string' ? [value] : [];
  });
}

/** What a piece of code imports, exports from, or names in `import()`, as it is written there. */
export function importsOf(source: Source): string[] {
  return nodesOf(source).flatMap(({ source: from }) =>
    isRecord(from) && typeof from['value'] === 'string' ? [from['value']] : [],
  );
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const each of value) yield* walk(each);
  if (!isRecord(value)) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* walk(child);
}

function isNode(value: Readonly<Record<string, unknown>>): value is Node {
  return typeof value['type'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
