import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { startProcess, type Process } from './process.ts';

/** The very runtime that Wrangler brings. */
const { default: workerd } = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))(
  'workerd',
) as { default: string };

const shims = join(import.meta.dirname, 'shims');

/** A Worker as plain workerd runs it: no dev server, no proxy in front of it. */
export interface Served {
  /** Its modules, in a folder of its own. */
  readonly folder: string;
  readonly port: number;
  readonly vars: Readonly<Record<string, string>>;
  /** Where its isolates can be looked at; left out: nowhere. */
  readonly inspector?: number;
}

/** A binding, and the class of Durable Objects that it leads to. */
type Objects = readonly (readonly [name: string, className: string])[];

/** Starts a Worker that keeps nothing; its objects do so in memory. */
export async function servePlain(served: Served, objects: Objects = []): Promise<Process> {
  const { folder, port, vars } = served;
  const bindings = [texts(vars), ...bound(objects)].join(', ');
  const storage = objects.length > 0 ? ', durableObjectStorage = (inMemory = void)' : '';
  const worker = `(${await modules(folder, '')}, compatibilityDate = "2026-10-20", bindings = [${bindings}], durableObjectNamespaces = [${namespaces(objects)}]${storage})`;
  return serve(
    served,
    [`(name = "main", worker = ${worker})`],
    `(name = "main", address = "127.0.0.1:${port}", http = (), service = "main")`,
  );
}

/** Starts Keyharbor, its record answering at `port + 1` for whoever has migrations to apply. */
export async function serveKeyharbor(served: Served, objects: Objects): Promise<Process> {
  const { folder, port, vars } = served;
  await mkdir(join(folder, 'data'), { recursive: true });
  for (const shim of ['d1.js', 'kv.js'])
    await writeFile(join(folder, `shim-${shim}`), await readFile(join(shims, shim)));
  const bindings = [
    texts(vars),
    ...bound(objects),
    '(name = "SHELF", kvNamespace = "kv")',
    '(name = "RECORD", wrapped = (moduleName = "cloudflare-internal:d1-api", innerBindings = [(name = "fetcher", service = "d1")]))',
  ];
  const main = `(${await modules(folder, 'index')}, compatibilityDate = "2026-10-20", compatibilityFlags = ["global_fetch_strictly_public", "enable_request_signal"], bindings = [${bindings.join(', ')}], durableObjectNamespaces = [${namespaces(objects)}], durableObjectStorage = (localDisk = "disk"))`;
  const d1 = `(modules = [(name = "d1.js", esModule = embed "shim-d1.js")], compatibilityDate = "2026-10-20", bindings = [(name = "STORE", durableObjectNamespace = "Store")], durableObjectNamespaces = [(className = "Store", uniqueKey = "d1", enableSql = true)], durableObjectStorage = (localDisk = "disk"))`;
  const kv = `(modules = [(name = "kv.js", esModule = embed "shim-kv.js")], compatibilityDate = "2026-10-20")`;
  const services = [
    `(name = "main", worker = ${main})`,
    `(name = "d1", worker = ${d1})`,
    `(name = "kv", worker = ${kv})`,
    `(name = "disk", disk = (path = "${join(folder, 'data')}", writable = true))`,
  ];
  const sockets = [
    `(name = "main", address = "127.0.0.1:${port}", http = (), service = "main")`,
    `(name = "d1", address = "127.0.0.1:${port + 1}", http = (), service = "d1")`,
  ];
  return serve(served, services, sockets.join(', '));
}

function bound(objects: Objects): string[] {
  return objects.map(([name, named]) => `(name = "${name}", durableObjectNamespace = "${named}")`);
}

function namespaces(objects: Objects): string {
  return objects
    .map(([, name]) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`)
    .join(', ');
}

async function serve(
  { folder, port, inspector }: Served,
  services: readonly string[],
  sockets: string,
): Promise<Process> {
  const internet = '(name = "internet", network = (allow = ["public", "private"]))';
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${[...services, internet].join(',\n')}], sockets = [${sockets}]);
`;
  const file = join(folder, 'config.capnp');
  await writeFile(file, config);
  const looked = inspector === undefined ? [] : [`--inspector-addr=127.0.0.1:${inspector}`];
  return startProcess(workerd, ['serve', ...looked, file], port);
}

async function modules(folder: string, main: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js') && !name.startsWith('shim-'));
  const first = files.toSorted((a, b) => Number(b.startsWith(main)) - Number(a.startsWith(main)));
  return `modules = [${first.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(', ')}]`;
}

function texts(vars: Served['vars']): string {
  return Object.entries(vars)
    .map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`)
    .join(', ');
}
