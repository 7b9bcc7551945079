import { randomUUID } from 'node:crypto';

import { expect, test, vi } from 'vitest';

import { connectLegacy, connectModern, eras, type ImageClient } from './image-client.ts';
import { givenImages, givenOwnImages, token } from './images-process.ts';
import { isAlive } from './is-alive.ts';

test.for(eras)('in %s a command gives its output and its exit code', async ([, connect]) => {
  const client = await connect(await givenImages(), 'linux_latest');
  const answer = await client.call('run_command', { command: 'echo out; echo err >&2; exit 3' });

  expect(answer).toMatchObject({
    isError: false,
    structured: { exit_code: 3, end: 'exited', stdout: 'out\n', stderr: 'err\n', truncated: false },
  });
  expect(answer.text).toBe('Exit code 3\nout\n\n[standard error]\nerr\n');
});

test('a command knows nothing of our environment, least of all the token', async () => {
  const client = await connectModern(await givenOwnImages({ SECRET_OF_A_PERSON: 'x' }), 'linux_latest');
  const { structured } = await client.call('run_command', { command: 'env | cut -d= -f1 | sort' });

  const names = String(structured['stdout']).trim().split('\n');
  const ofTheShell = ['OLDPWD', 'PWD', 'SHLVL', '_'];
  expect(names.filter((name) => !ofTheShell.includes(name))).toEqual(['HOME', 'LANG', 'PATH', 'TMPDIR']);
  const environment = await client.call('run_command', { command: 'env' });
  expect(environment.text).not.toContain(token);
});

test('what runs past its time limit is killed, with all it started', async () => {
  const client = await connectLegacy(await givenImages(), 'linux_latest');
  const command = 'sleep 600 & echo $! > child; echo started; sleep 600';
  const answer = await client.call('run_command', { command, timeout_ms: 2_000 });

  expect(answer).toMatchObject({ isError: true, structured: { end: 'timed_out', stdout: 'started\n' } });
  const pid = await pidIn(client, 'child');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('a process that left its group does not keep the call waiting past the limit', async () => {
  const client = await connectLegacy(await givenImages(), 'linux_latest');
  const leaver = "require('child_process').spawn('sleep', ['600'], { detached: true, stdio: 'inherit' })";
  const command = `node -e "const c = ${leaver}; require('fs').writeFileSync('child', String(c.pid)); c.unref()"`;
  const answer = await client.call('run_command', { command, timeout_ms: 4_000 });

  expect(answer.structured['end']).toBe('timed_out');
  process.kill(await pidIn(client, 'child'), 'SIGKILL');
});

test('a job in the background does not outlive its command', async () => {
  const client = await connectModern(await givenImages(), 'linux_latest');
  const answer = await client.call('run_command', { command: 'sleep 600 & echo $! > child' });

  expect(answer.structured).toMatchObject({ end: 'exited', exit_code: 0 });
  const pid = await pidIn(client, 'child');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('output beyond the limit is counted, left out, and said to be', async () => {
  const client = await connectModern(await givenImages(), 'linux_latest');
  const command = 'head -c 300000 /dev/zero | tr "\\0" x';
  const answer = await client.call('run_command', { command, max_output_bytes: 1_000 });

  expect(answer.structured).toMatchObject({ truncated: true, total_output_bytes: 300_000, exit_code: 0 });
  expect(answer.structured['stdout']).toBe('x'.repeat(1_000));
  expect(answer.text).toMatch(/\[output cut: 1000 of 300000 bytes are shown\]$/);
});

test('a character that the limit cuts in two is left out', async () => {
  const client = await connectModern(await givenImages(), 'linux_latest');
  const answer = await client.call('run_command', {
    command: `printf '${'é'.repeat(200)}'`,
    max_output_bytes: 257,
  });
  expect(answer.structured['stdout']).toBe('é'.repeat(128));
});

test.for(eras)('in %s a command that its caller cancels is killed', async ([, connect]) => {
  const images = await givenImages();
  const session = randomUUID();
  const client = await connect(images, 'linux_latest', session);
  const onlooker = await connect(images, 'linux_latest', session);
  const cancelling = new AbortController();

  const command = 'echo $$ > pid; exec sleep 600';
  const call = client.call('run_command', { command, timeout_ms: 600_000 }, { signal: cancelling.signal });
  const pid = await vi.waitFor(() => pidIn(onlooker, 'pid'), { timeout: 5_000 });
  expect(isAlive(pid)).toBe(true);

  cancelling.abort();
  await expect(call).rejects.toThrow();
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test.for(eras)('in %s output is streamed as progress while a command runs', async ([, connect]) => {
  const client = await connect(await givenImages(), 'linux_latest');
  const told: { progress: number; message?: string | undefined }[] = [];
  // The command ends only once we have written the file, which we do when we have seen its progress.
  const call = client.call(
    'run_command',
    { command: 'echo working; until [ -e go ]; do sleep 0.05; done' },
    { onprogress: (progress) => told.push(progress) },
  );
  await vi.waitFor(() => expect(told.map(({ message }) => message)).toContain('working\n'), {
    timeout: 5_000,
  });
  await vi.waitFor(() => expect(told.at(-1)?.message).toMatch(/^Running for [\d.]+ s$/), { timeout: 5_000 });
  const helper = await client.call('write_file', { path: 'go', content: '' });

  expect(helper.isError).toBe(false);
  expect((await call).structured['exit_code']).toBe(0);
  const steps = told.map(({ progress }) => progress);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(new Set(steps).size).toBe(steps.length);
});

test('a command runs in the folder it is told to, if that is inside', async () => {
  const client = await connectModern(await givenImages(), 'linux_latest');
  await client.call('create_directory', { path: 'a/b' });

  const inside = await client.call('run_command', { command: 'pwd', working_directory: 'a/b' });
  expect(inside.structured['stdout']).toMatch(/\/a\/b\n$/);
  const outside = await client.call('run_command', { command: 'pwd', working_directory: '..' });
  expect(outside.isError).toBe(true);
  expect(outside.text).toContain('leads out of');
});

async function pidIn(client: ImageClient, path: string): Promise<number> {
  const { text } = await client.call('read_file', { path });
  expect(text).toMatch(/^\d+\n?$/);
  return Number(text);
}
