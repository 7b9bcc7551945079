import { expect, test } from 'vitest';

import { windowsPaths } from '../../worker/local/images/scratch/windows-paths.ts';
import { connectLegacy, connectModern, eras } from './image-client.ts';
import { givenImages } from './images-process.ts';

test.for(eras)('in %s files have Windows paths, going in and coming out', async ([, connect]) => {
  const client = await connect(await givenImages(), 'windows_latest');

  const written = await client.call('write_file', { path: 'C:\\Users\\agent\\notes.txt', content: 'hi' });
  expect(written.text).toBe('Wrote 2 bytes to C:\\Users\\agent\\notes.txt');
  expect((await client.call('read_file', { path: 'c:/Users/agent/notes.txt' })).text).toBe('hi');
  expect((await client.call('read_file', { path: 'notes.txt' })).text).toBe('hi');
  expect((await client.call('list_directory')).text).toBe('file C:\\Users\\agent\\notes.txt 2');
  expect((await client.call('list_directory', { path: 'C:\\' })).text).toBe('folder C:\\Users');
});

test('a command starts in the home folder and shows it as Windows would', async () => {
  const client = await connectModern(await givenImages(), 'windows_latest');
  await client.call('write_file', { path: 'notes.txt', content: 'hi' });

  const answer = await client.call('run_command', { command: 'pwd; cat notes.txt; ls "$HOME"' });
  expect(answer.structured['stdout']).toBe('C:\\Users\\agent\nhinotes.txt\n');
  const elsewhere = await client.call('run_command', { command: 'pwd', working_directory: 'C:\\Users' });
  expect(elsewhere.structured['stdout']).toBe('C:\\Users\n');
});

test('it says that it is a stand-in', async () => {
  const client = await connectLegacy(await givenImages(), 'windows_latest');
  expect(client.instructions()).toMatch(/^This is a stand-in, not Windows/);
});

const home = ['Users', 'agent'];
const meant: [string, string[]][] = [
  ['C:\\Users\\agent\\notes.txt', [...home, 'notes.txt']],
  ['C:/Users/agent/notes.txt', [...home, 'notes.txt']],
  ['c:\\Temp', ['Temp']],
  ['C:', []],
  ['C:\\', []],
  ['\\Temp', ['Temp']],
  ['a\\.\\b\\..\\c', [...home, 'a', 'c']],
  ['.', home],
  ['..\\..', []],
];

test.for(meant)('%s is a path on the drive', ([path, names]) => {
  expect(windowsPaths.toLocal('/scratch', path)).toBe(['/scratch', ...names].join('/'));
});

const refused: [string, RegExp][] = [
  ['D:\\data', /Drive D: does not exist/],
  ['C:\\..', /above C:/],
  ['C:\\Users\\..\\..\\etc', /above C:/],
  ['..\\..\\..', /above C:/],
  ['\\\\server\\share', /shares do not exist/],
  ['//server/share', /shares do not exist/],
  ['C:notes.txt', /cannot hold/],
  ['notes.txt:stream', /cannot hold/],
  ['what?', /cannot hold/],
  ['a\u0000b', /cannot hold/],
];

test.for(refused)('%s is refused', ([path, message]) => {
  expect(() => windowsPaths.toLocal('/scratch', path)).toThrow(message);
});

test('local paths in what a command prints become Windows paths, other text stays', () => {
  const shown = windowsPaths.showIn('/scratch/s-1', 'in /scratch/s-1/Users/agent/a.txt: 1/2, /etc/hosts');
  expect(shown).toBe('in C:\\Users\\agent\\a.txt: 1/2, /etc/hosts');
});
