import { parse as parseEnv } from 'dotenv';
import { parse as parseShell } from 'shell-quote';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

import type { CarriedCredential, Connection, Place } from '../../../../shared/address/formats/format.ts';
import { formatById, formats } from '../../../../shared/address/formats/formats.ts';

export const secret = `khk_0123456789abcdef_${'x'.repeat(49)}`;
export const ticket = `kht_0123456789abcdef_${'y'.repeat(60)}`;

const place = {
  name: 'keyharbor-linux',
  url: 'https://keys.example/mcp/linux_latest',
  image: 'linux_latest',
};

/** What a format that carries `credential` is given. */
export function connectionFor(credential: CarriedCredential): Connection {
  return { ...place, secret: { secret, ticket, none: '' }[credential] };
}

/** What is really in a text. */
export function carriedBy(text: string): CarriedCredential {
  if (text.includes(secret)) return 'secret';
  return text.includes(ticket) ? 'ticket' : 'none';
}

export function write(id: string): string {
  const format = formatById(id);
  if (format.id !== id) throw new Error(`no format ${id}`);
  return format.write(connectionFor(format.credential));
}

export function idsOf(kind: Place['kind']): string[] {
  return formats.filter((format) => format.place.kind === kind).map(({ id }) => id);
}

/** Each reads with a parser that is not ours. */
export const read = {
  json: (id: string): unknown => JSON.parse(write(id)),
  toml: (id: string): unknown => parseToml(write(id)),
  yaml: (id: string): unknown => parseYaml(write(id)),
  env: (id: string) => parseEnv(write(id)),
  /** The words of a command line; line ends are escaped there. */
  words: (id: string): unknown[] => parseShell(write(id).replaceAll('\\\n', ' '), (name) => `\${${name}}`),
};
