import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { parse as parseEnv } from 'dotenv';
import { parse as parseToml } from 'smol-toml';
import * as v from 'valibot';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { parse as parseYaml } from 'yaml';

import { formatById, formats } from '../../shared/address/formats/formats.ts';
import { isObject, member } from '../../shared/mcp/member.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';
import { results } from '../support/results.ts';

const deployment = inject('deployment');
const image = 'linux_latest';
const place = { name: 'keyharbor-linux', image, url: `${deployment.url}/mcp/${image}` };
const run = promisify(execFile);

let carried: { none: string; secret: string; ticket: string };
beforeAll(async () => {
  const api = notingApi(deployment);
  const { key, secret } = await api.createKey({ name: `formats ${Date.now()}` });
  const ticket = await api.createTicket({ id: key.id, image, label: 'formats' });
  noteSecret(ticket.secret);
  carried = { none: '', secret, ticket: ticket.secret };
});

function write(id: string): string {
  const format = formatById(id);
  return format.write({ ...place, secret: carried[format.credential] });
}

/** What a client makes of a variable, or of an answer to a question, in its configuration. */
const filledIn = (text: string) =>
  text.replaceAll(/\$\{(?:env:)?KEYHARBOR_KEY\}|\$\{input:keyharbor-key\}/g, () => carried.secret);

interface Server {
  readonly url: string;
  readonly headers: Record<string, string>;
}

const parsers: readonly ((text: string) => unknown)[] = [
  (text) => JSON.parse(text),
  (text) => parseToml(text),
  (text) => parseYaml(text),
];

/** The server that a configuration names, however it calls its members; `null`: it is in no file that a parser reads. */
function serverIn(text: string): Server | null {
  for (const parse of parsers) {
    try {
      const found = search(parse(text));
      if (found !== null) return found;
    } catch {
      // Written in another language.
    }
  }
  return null;
}

/** What clients call the address of a server. */
const addressNames = ['url', 'httpUrl', 'serverUrl', 'uri', 'server_url'];

function search(value: unknown): Server | null {
  if (!isObject(value)) return null;
  const url = addressNames.map((name) => value[name]).find((each) => typeof each === 'string');
  if (url !== undefined) return { url, headers: headersIn(value) };
  const inside = Object.values(value).map(search);
  return inside.find((each) => each !== null) ?? null;
}

const headersSchema = v.record(v.string(), v.string());

/** As written; or from a token that stands by itself, or in the variable that is named. */
function headersIn(server: Readonly<Record<string, unknown>>): Record<string, string> {
  const { headers = member(server, 'requestOptions', 'headers'), authorization } = server;
  if (headers !== undefined) return v.parse(headersSchema, headers);
  const isNamed = 'bearer_token_env_var' in server || 'bearer_token_env' in server;
  const token = isNamed ? carried.secret : authorization;
  return typeof token === 'string' ? { Authorization: `Bearer ${token}` } : {};
}

async function toolsOf({ url, headers }: Server): Promise<string[]> {
  const client = new Client({ name: 'formats', version: '1' });
  const Transport = new URL(url).pathname.endsWith('/sse')
    ? SSEClientTransport
    : StreamableHTTPClientTransport;
  await client.connect(new Transport(new URL(url), { requestInit: { headers } }));
  const { tools } = await client.listTools();
  await client.close();
  return tools.map(({ name }) => name);
}

/** Forms with fields, one a line: the address, and the header. */
function linesIn(text: string): Server {
  const [url = ''] = /https?:\S+/.exec(text) ?? [];
  const [, token] = /Bearer (\w+)/.exec(text) ?? [];
  return { url, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } };
}

/** Run as they are, below, or written for frameworks that are not installed here; those are parsed in `test/shared`. */
const code = ['typescript-sdk', 'python-sdk', 'vercel-ai', 'langchain-js', 'langchain-python'];
const shell = formats.filter(({ place: { kind } }) => kind === 'shell').map(({ id }) => id);
const special = [...code, ...shell, 'claude-desktop', 'dotenv'];

test.each(formats.filter(({ id }) => !special.includes(id)))(
  'a real client connects by what it finds in $id',
  async ({ id }) => {
    const text = filledIn(write(id));
    expect(await toolsOf(serverIn(text) ?? linesIn(text))).toContain('run_command');
  },
);

test('the bridge of Claude Desktop, the variables of .env and the line of curl lead there, too', async () => {
  const { mcpServers } = JSON.parse(write('claude-desktop')) as {
    mcpServers: Record<string, { args: string[]; env: { AUTH_HEADER: string } }>;
  };
  const { args = [], env } = mcpServers[place.name] ?? {};
  const url = args.find((each) => each.startsWith('http')) ?? '';
  expect(await toolsOf({ url, headers: { Authorization: env?.AUTH_HEADER ?? '' } })).toContain('run_command');

  const { KEYHARBOR_URL = '', KEYHARBOR_KEY = '' } = parseEnv(write('dotenv'));
  const headers = { Authorization: `Bearer ${KEYHARBOR_KEY}` };
  expect(await toolsOf({ url: KEYHARBOR_URL, headers })).toContain('run_command');

  const { stdout } = await run('sh', ['-c', `${write('curl')} -sS`]);
  expect(stdout).toContain('run_command');
});

test('the TypeScript is run as it is, with the key in its environment', async () => {
  const folder = mkdtempSync(join(results, 'snippet-')); // Below the project, for its packages to be found.
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'snippet.mts');
  writeFileSync(file, write('typescript-sdk'));
  const { stdout } = await run(process.execPath, [file], {
    env: { ...process.env, KEYHARBOR_KEY: carried.secret },
  });
  expect(stdout).toContain('run_command');
});
