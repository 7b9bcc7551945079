import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parser as python } from '@lezer/python';
import { parse as parseToml } from 'smol-toml';
import { parseSync } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';

import { formatById } from '../../../../shared/address/formats/formats.ts';
import { connectionFor, idsOf, read, secret, ticket, write } from './written.ts';

const { name, url } = connectionFor('secret');
const installer = fileURLToPath(new URL('../../../../node_modules/add-mcp/dist/index.js', import.meta.url));

/** A home that the independent installer has set up all the clients in that it knows. */
let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keyharbor-clients-'));
  const env = { HOME: home, PATH: process.env['PATH'], CI: '1' };
  const install = (...options: string[]) =>
    execFileSync(process.execPath, [installer, url, '-n', name, '-t', 'http', '-g', '-y', ...options], {
      cwd: home,
      env,
      stdio: 'pipe',
    });
  install('-h', `Authorization: Bearer ${secret}`, ...installed.flatMap(([, , agent]) => ['-a', agent]));
  install('--bearer-token-env', 'KEYHARBOR_KEY', '-a', 'fx');
}, 30_000);
afterAll(() => rmSync(home, { recursive: true }));

/** Format, how its file is read, and what the installer calls the client. */
const installed = [
  ['antigravity', 'json', 'antigravity'],
  ['cline', 'json', 'cline-cli'],
  ['copilot-cli', 'json', 'github-copilot-cli'],
  ['cursor', 'json', 'cursor'],
  ['gemini-cli-file', 'json', 'gemini-cli'],
  ['goose', 'yaml', 'goose'],
  ['grok', 'toml', 'grok-build'],
  ['kilo-code', 'json', 'kilo-code'],
  ['kimi-code', 'json', 'kimi-code'],
  ['kiro', 'json', 'kiro-cli'],
  ['mastra-code', 'json', 'mastracode'],
  ['mcporter', 'json', 'mcporter'],
  ['opencode', 'json', 'opencode'],
  ['pi', 'json', 'pi'],
  ['windsurf', 'json', 'windsurf'],
  ['zed', 'json', 'zed'],
] as const;
const parsers: Record<'json' | 'toml' | 'yaml', (text: string) => unknown> = {
  json: (text) => JSON.parse(text),
  toml: (text) => parseToml(text),
  yaml: (text) => parseYaml(text),
};

test.each([...installed, ['fx', 'json', 'fx'] as const])(
  '%s is in the file and the form that an independent installer writes',
  (id, kind) => {
    const { place } = formatById(id);
    if (place.kind !== 'file') throw new Error(id);
    const theirs: unknown = parsers[kind](readFileSync(place.path.replace('~', home), 'utf8'));
    expect(read[kind](id)).toMatchObject(theirs as object);
  },
);

test('Claude Code gets one line, whose header stands last since it takes every argument that follows', () => {
  expect(write('claude-code')).not.toContain('\n');
  const header = `Authorization: Bearer ${secret}`;
  expect(read.words('claude-code')).toEqual([
    'claude',
    'mcp',
    'add',
    '--transport',
    'http',
    name,
    url,
    '--header',
    header,
  ]);
});

test.each([
  [
    'gemini-cli',
    ['gemini', 'mcp', 'add', '-s', 'user', '-t', 'http', name, url, '-H', `Authorization: Bearer ${secret}`],
  ],
  ['qwen-code', ['qwen', 'mcp', 'add', '-t', 'http', name, url, '-H', `Authorization: Bearer ${secret}`]],
  ['codex', ['codex', 'mcp', 'add', name, '--url', url, '--bearer-token-env-var', 'KEYHARBOR_KEY']],
  ['add-mcp', ['npx', 'add-mcp', url, '-n', name, '-t', 'http', '-h', `Authorization: Bearer ${secret}`]],
])('a shell reads the line of %s as intended', (id, words) => {
  expect(read.words(id)).toEqual(words);
});

test('the line of VS Code holds one server as JSON, and that of curl a call as JSON', () => {
  const [, , server] = read.words('vscode-shell');
  expect(JSON.parse(String(server))).toEqual({
    name,
    type: 'http',
    url,
    headers: { Authorization: `Bearer ${secret}` },
  });
  const words = read.words('curl');
  expect(words.slice(0, 4)).toEqual(['curl', url, '-H', `Authorization: Bearer ${secret}`]);
  expect(JSON.parse(String(words.at(-1)))).toMatchObject({ jsonrpc: '2.0', method: 'tools/list' });
});

test('every command line is covered above', () => {
  const known = ['claude-code', 'gemini-cli', 'qwen-code', 'codex', 'add-mcp', 'vscode-shell', 'curl'];
  expect(idsOf('shell').toSorted()).toEqual(known.toSorted());
});

const headers = { Authorization: `Bearer ${secret}` };
test.each([
  ['claude-code-project', { type: 'http', url, headers: { Authorization: 'Bearer ${KEYHARBOR_KEY}' } }],
  ['cursor-project', { url, headers: { Authorization: 'Bearer ${env:KEYHARBOR_KEY}' } }],
  ['kiro-project', { url, headers: { Authorization: 'Bearer ${KEYHARBOR_KEY}' } }],
  ['roo-code', { type: 'streamable-http', url, headers, alwaysAllow: [], disabled: false }],
  ['qwen-code-file', { httpUrl: url, headers }],
  ['lm-studio', { url, headers }],
  ['jetbrains-ai', { url, headers }],
  ['mcp-servers', { type: 'http', url, headers }],
])('%s has one server in the form of its vendor', (id, server) => {
  expect(read.json(id)).toEqual({ mcpServers: { [name]: server } });
});

test('Claude Desktop starts a bridge, whose header comes from its environment', () => {
  const bridge = { command: 'npx', env: { AUTH_HEADER: `Bearer ${secret}` } };
  expect(read.json('claude-desktop')).toMatchObject({ mcpServers: { [name]: bridge } });
  expect(write('claude-desktop')).not.toContain('--allow-http');
  const local = formatById('claude-desktop').write({
    ...connectionFor('secret'),
    url: 'http://127.0.0.1:1/mcp/a',
  });
  expect(local).toContain('--allow-http');
});

test('VS Code asks for the key: the file holds none', () => {
  expect(read.json('vscode')).toMatchObject({
    inputs: [{ type: 'promptString', id: 'keyharbor-key', password: true }],
    servers: { [name]: { type: 'http', url, headers: { Authorization: 'Bearer ${input:keyharbor-key}' } } },
  });
});

test('Codex reads the key from the environment, Continue finds it in its own YAML', () => {
  const server = { url, bearer_token_env_var: 'KEYHARBOR_KEY' };
  expect(read.toml('codex-file')).toEqual({ mcp_servers: { [name]: server } });
  expect(read.yaml('continue-dev')).toMatchObject({
    schema: 'v1',
    mcpServers: [{ name, type: 'streamable-http', url, requestOptions: { headers } }],
  });
});

test('clients that take nothing but a URL get the ticket in its path, AgentBay’s form in its query', () => {
  for (const id of ['claude-connector', 'chatgpt', 'ticket-url'])
    expect(write(id)).toBe(`${url}/t/${ticket}`);
  const agentbay = `https://keys.example/v2/sse?APIKEY=${ticket}&IMAGEID=linux_latest`;
  expect(read.json('agentbay')).toEqual({ mcpServers: { wuying_mcp_server: { url: agentbay } } });
});

test('forms with fields have one line for each', () => {
  expect(write('plain').split('\n')).toEqual([url, `Authorization: Bearer ${secret}`]);
  expect(write('dify').split('\n')).toHaveLength(4);
  expect(read.env('dotenv')).toEqual({ KEYHARBOR_URL: url, KEYHARBOR_KEY: secret });
  expect(read.json('openai-responses')).toMatchObject({
    type: 'mcp',
    server_url: url,
    authorization: secret,
  });
});

test.each(['typescript-sdk', 'vercel-ai', 'langchain-js'])('%s is a module that parses', (id) => {
  const { errors, module } = parseSync('snippet.ts', write(id));
  expect(errors).toEqual([]);
  expect(module.staticImports.length).toBeGreaterThan(0);
});

test.each(['python-sdk', 'langchain-python'])('%s is Python that parses', (id) => {
  const broken: number[] = [];
  python.parse(write(id)).iterate({ enter: (node) => void (node.type.isError && broken.push(node.from)) });
  expect(broken).toEqual([]);
  expect(write(id)).toContain("os.environ['KEYHARBOR_KEY']");
});
