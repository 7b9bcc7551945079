import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { connectModern, eras, type ImageClient } from './image-client.ts';
import { givenFolder, givenImages } from './images-process.ts';

test.for(eras)('in %s a file that was written is read and listed', async ([, connect]) => {
  const client = await connect(await givenImages(), 'linux_latest');

  expect(await client.call('write_file', { path: 'notes/today.txt', content: 'hä?\n' })).toMatchObject({
    isError: false,
    text: 'Wrote 5 bytes to notes/today.txt',
  });
  await client.call('write_file', { path: 'notes/today.txt', content: 'more', append: true });
  expect((await client.call('read_file', { path: 'notes/today.txt' })).text).toBe('hä?\nmore');
  expect((await client.call('list_directory')).text).toBe('folder notes');
  expect((await client.call('list_directory', { path: 'notes' })).text).toBe('file notes/today.txt 9');
});

test('bytes that are no text travel as base64', async () => {
  const client = await givenClient();
  const content = Buffer.from([0, 1, 254, 255]).toString('base64');
  await client.call('write_file', { path: 'raw', content, encoding: 'base64' });

  expect((await client.call('read_file', { path: 'raw', encoding: 'base64' })).text).toBe(content);
  await expectRefusal(client, 'read_file', { path: 'raw' }, 'not text');
  await expectRefusal(client, 'write_file', { path: 'raw', content: 'ä', encoding: 'base64' }, 'not base64');
});

test('a long file is read in parts', async () => {
  const client = await givenClient();
  await client.call('write_file', { path: 'long', content: '0123456789' });

  const first = await client.call('read_file', { path: 'long', max_bytes: 4 });
  expect(first.text).toBe('0123\n[file cut: go on with offset 4, the file has 10 bytes]');
  expect((await client.call('read_file', { path: 'long', offset: 4 })).text).toBe('456789');
});

const outside = ['../other', '/etc/passwd', 'a/../../other', '..', '/'];

test.for(outside)('no file tool follows %s out of the working folder', async (path) => {
  const client = await givenClient();
  const message = 'That path leads out of the working folder of this session.';

  await expectRefusal(client, 'read_file', { path }, message);
  await expectRefusal(client, 'write_file', { path, content: 'x' }, message);
  await expectRefusal(client, 'list_directory', { path }, message);
  await expectRefusal(client, 'create_directory', { path }, message);
  await expectRefusal(client, 'delete_path', { path, recursive: true }, message);
  await client.call('write_file', { path: 'mine', content: 'x' });
  await expectRefusal(client, 'move_path', { from: 'mine', to: path }, message);
  await expectRefusal(client, 'move_path', { from: path, to: 'yours' }, message);
});

test('no file tool follows a symbolic link out of the working folder', async () => {
  const other = await givenFolder();
  await writeFile(join(other, 'secret'), 'theirs');
  const client = await givenClient();
  await client.call('run_command', { command: `ln -s ${other} out; ln -s ${other}/new nowhere; ln -s . in` });
  const message = 'leads out of';

  await expectRefusal(client, 'read_file', { path: 'out/secret' }, message);
  await expectRefusal(client, 'write_file', { path: 'out/secret', content: 'ours' }, message);
  await expectRefusal(client, 'list_directory', { path: 'out' }, message);
  await expectRefusal(client, 'delete_path', { path: 'out/secret' }, message);
  await expectRefusal(client, 'move_path', { from: 'out/secret', to: 'secret' }, message);
  await expectRefusal(
    client,
    'write_file',
    { path: 'nowhere', content: 'ours' },
    'a symbolic link to nothing',
  );
  await expectRefusal(client, 'run_command', { command: 'pwd', working_directory: 'out' }, message);

  expect((await client.call('write_file', { path: 'in/fine', content: 'x' })).isError).toBe(false);
  expect(await readFile(join(other, 'secret'), 'utf8')).toBe('theirs');
});

test('to delete a link leaves what it points to', async () => {
  const other = await givenFolder();
  await writeFile(join(other, 'theirs'), 'x');
  const client = await givenClient();
  await client.call('run_command', { command: `ln -s ${other} out` });

  expect((await client.call('delete_path', { path: 'out', recursive: true })).isError).toBe(false);
  expect(await readFile(join(other, 'theirs'), 'utf8')).toBe('x');
});

test('a named pipe is refused, not waited for', async () => {
  const client = await givenClient();
  await client.call('run_command', { command: 'mkfifo pipe' });
  await expectRefusal(client, 'read_file', { path: 'pipe' }, 'not a regular file');
  await expectRefusal(client, 'write_file', { path: 'pipe', content: 'x' }, 'not a regular file');
});

test('what is moved never replaces anything; a full folder is deleted only when that is said', async () => {
  const client = await givenClient();
  await client.call('write_file', { path: 'a/one', content: '1' });
  await client.call('write_file', { path: 'two', content: '2' });

  await expectRefusal(client, 'move_path', { from: 'two', to: 'a/one' }, 'is there already');
  expect((await client.call('move_path', { from: 'two', to: 'b/two' })).text).toBe('Moved two to b/two');
  await expectRefusal(client, 'delete_path', { path: 'a' }, 'not empty');
  expect((await client.call('delete_path', { path: 'a', recursive: true })).text).toBe('Deleted a');
  expect((await client.call('list_directory')).text).toBe('folder b');
});

test('what a tool cannot do it says in words, without the paths of this machine', async () => {
  const images = await givenImages();
  const client = await connectModern(images, 'linux_latest');
  const answer = await client.call('read_file', { path: 'nothing' });
  expect(answer).toMatchObject({ isError: true, text: 'There is no such file or folder.' });
});

async function givenClient(): Promise<ImageClient> {
  return connectModern(await givenImages(), 'linux_latest');
}

async function expectRefusal(
  client: ImageClient,
  tool: string,
  input: Record<string, unknown>,
  message: string,
) {
  const answer = await client.call(tool, input);
  expect(answer.isError, `${tool} ${JSON.stringify(input)}`).toBe(true);
  expect(answer.text, `${tool} ${JSON.stringify(input)}`).toContain(message);
}
