import { expect, test, vi } from 'vitest';

import { connectLegacy, connectModern, eras } from './image-client.ts';
import { givenImages, givenOwnImages } from './images-process.ts';

test.for(eras)('in %s JavaScript runs, as a script and as a module', async ([, connect]) => {
  const client = await connect(await givenImages(), 'code_latest');

  const script = "const { sep } = require('node:path'); console.log(6 * 7, sep);";
  const asScript = await client.call('run_code', { language: 'javascript', code: script });
  expect(asScript).toMatchObject({ isError: false, structured: { exit_code: 0, stdout: '42 /\n' } });
  const module = "import { sep } from 'node:path'; console.log(await Promise.resolve(6 * 7), sep);";
  const asModule = await client.call('run_code', { language: 'javascript', code: module });
  expect(asModule.structured).toMatchObject({ exit_code: 0, stdout: '42 /\n' });
});

test('Python runs and sees the files of the session', async () => {
  const client = await connectModern(await givenImages(), 'code_latest');
  await client.call('write_file', { path: 'data.txt', content: '1\n2\n3\n' });

  const code = "print(sum(int(line) for line in open('data.txt')))";
  const answer = await client.call('run_code', { language: 'python', code });
  expect(answer.structured).toMatchObject({ exit_code: 0, stdout: '6\n' });
});

test('where there is no Python, the tool says so and does not offer it', async () => {
  const client = await connectModern(await givenOwnImages({ PATH: '/there/is/nothing' }), 'code_latest');
  const [tool] = (await client.tools()).filter(({ name }) => name === 'run_code');

  expect(tool?.description).toContain('Python is not offered');
  expect(tool?.inputSchema.properties?.['language']).toMatchObject({ enum: ['javascript'] });
  expect(await client.call('run_code', { language: 'python', code: '1' })).toMatchObject({ isError: true });
  const other = await client.call('run_code', { language: 'javascript', code: 'console.log(1)' });
  expect(other.structured['stdout']).toBe('1\n');
});

test('a program that fails gives its trace and its exit code', async () => {
  const client = await connectLegacy(await givenImages(), 'code_latest');
  const answer = await client.call('run_code', { language: 'javascript', code: "throw new Error('oh no')" });
  expect(answer).toMatchObject({ isError: false, structured: { exit_code: 1 } });
  expect(answer.structured['stderr']).toContain('oh no');
});

test('a program that does not end is killed at its time limit, and its output is cut at the other', async () => {
  const client = await connectLegacy(await givenImages(), 'code_latest');
  const endless = await client.call('run_code', {
    language: 'javascript',
    code: 'for (;;);',
    timeout_ms: 500,
  });
  expect(endless).toMatchObject({ isError: true, structured: { end: 'timed_out', exit_code: null } });

  const code = "process.stdout.write('x'.repeat(5000))";
  const chatty = await client.call('run_code', { language: 'javascript', code, max_output_bytes: 256 });
  expect(chatty.structured).toMatchObject({
    truncated: true,
    stdout: 'x'.repeat(256),
    total_output_bytes: 5000,
  });
});

test('what a program prints is streamed as progress while it runs', async () => {
  const client = await connectModern(await givenImages(), 'code_latest');
  const told: (string | undefined)[] = [];
  // The program ends only once we have written the file, which we do when we have seen its progress.
  const code = "console.log('working'); while (!require('fs').existsSync('go')) {}";
  const onprogress = ({ message }: { message?: string | undefined }) => told.push(message);
  const call = client.call('run_code', { language: 'javascript', code }, { onprogress });

  await vi.waitFor(() => expect(told).toContain('working\n'), { timeout: 5_000 });
  await client.call('write_file', { path: 'go', content: '' });
  expect((await call).structured['exit_code']).toBe(0);
});
