import { expect, test } from 'vitest';

import type { Format } from '../../../../shared/address/formats/format.ts';
import { formatById, formats } from '../../../../shared/address/formats/formats.ts';

const connection = {
  name: 'keyharbor-linux',
  url: 'https://keys.example/mcp/linux_latest',
  secret: `khk_0123456789abcdef_${'x'.repeat(49)}`,
};
const { name, url, secret } = connection;
const headers = { Authorization: `Bearer ${secret}` };

const write = (id: string) => formatById(id).write(connection);
const read = (id: string): unknown => JSON.parse(write(id));

/** Splits a command line as a shell does, where double quotes are all there is to it. */
function words(line: string): string[] {
  return Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '');
}

test('people see the formats in this order, each under a name of its own', () => {
  const ids = formats.map(({ id }) => id);
  expect(ids).toEqual(['claude-code', 'cursor', 'vscode', 'mcp-servers', 'plain']);
  expect(new Set(formats.map(({ title }) => title)).size).toBe(ids.length);
  for (const { title } of formats) expect(title).not.toBe('');
});

test('Claude Code gets one line, which a shell reads as intended', () => {
  expect(write('claude-code')).not.toContain('\n');
  expect(words(write('claude-code'))).toEqual([
    'claude',
    'mcp',
    'add',
    '--transport',
    'http',
    name,
    url,
    '--header',
    `Authorization: Bearer ${secret}`,
  ]);
});

test('Claude Code’s header stands last, since it takes every argument that follows', () => {
  expect(words(write('claude-code')).at(-2)).toBe('--header');
});

test('Cursor reads back the server with its header', () => {
  expect(read('cursor')).toEqual({ mcpServers: { [name]: { url, headers } } });
});

test('the form that most clients read spells out the transport', () => {
  expect(read('mcp-servers')).toEqual({ mcpServers: { [name]: { type: 'http', url, headers } } });
});

test('VS Code asks for the key: the file holds none', () => {
  expect(read('vscode')).toMatchObject({
    inputs: [{ type: 'promptString', id: 'keyharbor-key', password: true }],
    servers: { [name]: { type: 'http', url, headers: { Authorization: 'Bearer ${input:keyharbor-key}' } } },
  });
  expect(write('vscode')).not.toContain(secret);
  expect(write('vscode')).not.toContain('khk_');
});

test('the plain form is the address and then the header', () => {
  expect(write('plain').split('\n')).toEqual([url, `Authorization: Bearer ${secret}`]);
});

test.each(formats)('$id says truly whether it holds the secret, and has the address', (format: Format) => {
  const text = format.write(connection);
  expect(text.includes(secret)).toBe(format.holdsSecret);
  expect(text).toContain(url);
});

test.each(formats.filter(({ holdsSecret }) => holdsSecret))('$id takes a placeholder as it is', (format) => {
  expect(format.write({ ...connection, secret: '${KEYHARBOR_KEY}' })).toContain('Bearer ${KEYHARBOR_KEY}');
});

test('a snippet that belongs into a file names it', () => {
  expect(Object.fromEntries(formats.map(({ id, file }) => [id, file]))).toEqual({
    'claude-code': null,
    cursor: '~/.cursor/mcp.json',
    vscode: '.vscode/mcp.json',
    'mcp-servers': '.mcp.json',
    plain: null,
  });
});

test('JSON is indented as people keep it in files', () => {
  for (const id of ['cursor', 'vscode', 'mcp-servers'])
    expect(write(id)).toBe(JSON.stringify(read(id), null, 2));
});

test('a format is found by its id, and one that is gone becomes the first', () => {
  for (const format of formats) expect(formatById(format.id)).toBe(format);
  for (const id of ['windsurf', '', null, undefined]) expect(formatById(id)).toBe(formats[0]);
});
