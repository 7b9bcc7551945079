import { createScheduledController, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import worker from '../../worker/index.ts';
import { expireKeys } from '../../worker/schedule/expire-keys.ts';
import type { Job } from '../../worker/schedule/job.ts';
import { jobs } from '../../worker/schedule/jobs.ts';
import { runJobs } from '../../worker/schedule/run-jobs.ts';
import { sweepGates } from '../../worker/schedule/sweep-gates.ts';
import { api, givenKey, initialize } from './support/calls.ts';
import { crashAt, recordOf } from './support/faults.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const job = (name: string, run: Job['run'] = async () => null): Job => ({ name, run });
const run = (...some: Job[]) => runJobs(some, env, () => Date.now());

async function runOf(name: string) {
  return (await api.listJobs({})).jobs.find((each) => each.name === name);
}

/** Takes the first net away. */
function forgetAlarm(id: string): Promise<void> {
  return runInDurableObject(env.GATE.getByName(id), (_, state) => state.storage.deleteAlarm());
}

test('every minute each job runs, and leaves when it ran, how long it took and how it went', async () => {
  givenUpstream();
  const before = Date.now();
  const controller = createScheduledController({ cron: '* * * * *', scheduledTime: new Date() });
  await worker.scheduled(controller, env);
  const { jobs: runs } = await api.listJobs({});
  expect(runs.map(({ name }) => name)).toEqual(jobs.map(({ name }) => name).toSorted());
  for (const each of runs) {
    expect(each.outcome).toBe('done');
    expect(each.ranAt).toBeGreaterThanOrEqual(before);
    expect(each.tookMs).toBeGreaterThanOrEqual(0);
  }
});

test('a job that fails is told, and stops no other', async () => {
  const fails = job('fails', () => Promise.reject(new Error('no')));
  await run(fails, job('goes well'));
  expect(await runOf('fails')).toMatchObject({ outcome: 'failed' });
  expect(await runOf('goes well')).toMatchObject({ outcome: 'done' });
});

test('a job that never ends is given up on', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const running = run(job('hangs', () => new Promise(() => undefined)));
  await vi.advanceTimersByTimeAsync(25_000);
  await running;
  vi.useRealTimers();
  expect(await runOf('hangs')).toMatchObject({ outcome: 'late' });
});

test('a job goes on where its last good run stopped', async () => {
  const marks: (string | null)[] = [];
  const answers = ['one', new Error('no'), 'two'];
  const walks = job('walks', async ({ mark }) => {
    marks.push(mark);
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  for (let round = 0; round < 4; round += 1) await run(walks);
  expect(marks).toEqual([null, 'one', 'one', 'two']);
});

test('jobs run without the record, too', async () => {
  const seen: (string | null)[] = [];
  const sees = job('sees', async ({ mark }) => {
    seen.push(mark);
    return null;
  });
  const fail = () => Promise.reject(new Error('D1_ERROR: gone'));
  const down = { prepare: () => ({ all: fail, bind: () => ({ run: fail }) }) };
  await runJobs([sees], { ...env, RECORD: down as unknown as D1Database }, () => Date.now());
  expect(seen).toEqual([null]);
});

test('a command that a gate has begun is finished by the sweep where its alarm never rings', async () => {
  const { id } = await givenKey();
  await crashAt(id, '1-noted');
  await api.disableKey({ id }).catch(() => undefined);
  await forgetAlarm(id);
  expect(await recordOf(id)).toMatchObject({ status: 'active' });
  await run(sweepGates);
  expect(await recordOf(id)).toMatchObject({ status: 'disabled' });
});

test('the sweep walks all keys a page at a time, then starts over', async () => {
  const many = Array.from({ length: 60 }, (_, at) => `key_sweep${String(at).padStart(11, '0')}`);
  await env.RECORD.batch(many.map(insertKey));
  const seen: string[] = [];
  const real = env.GATE.getByName.bind(env.GATE);
  const gates = { getByName: (id: string) => (seen.push(id), real(id)) };
  const turn = { env: { ...env, GATE: gates as unknown as Env['GATE'] }, now: Date.now() };
  const next = await sweepGates.run({ ...turn, mark: null });
  expect(next).toBe(seen.at(-1));
  expect(await sweepGates.run({ ...turn, mark: next })).toBeNull();
  expect(new Set(seen).size).toBe(seen.length);
  for (const id of many) expect(seen).toContain(id);
});

test('what is open of an expired key is ended by the job where its alarm never rings', async () => {
  givenUpstream();
  const expiresAt = Date.now() + 60_000;
  const { key, secret } = await api.createKey({ name: 'expires by cron', expiresAt });
  await initialize(secret);
  await forgetAlarm(key.id);
  vi.useFakeTimers({ toFake: ['Date'], now: expiresAt + 1 });
  await run(expireKeys);
  expect((await api.listSessions({ id: key.id })).sessions).toMatchObject([
    { end: { at: expiresAt, reason: 'expired' } },
  ]);
  const mark = await expireKeys.run({ env, now: Date.now(), mark: JSON.stringify([expiresAt, key.id]) });
  expect(mark).toBe(JSON.stringify([expiresAt, key.id]));
});

function insertKey(id: string): D1PreparedStatement {
  return env.RECORD.prepare(
    `INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at)
     VALUES (?1, 'prj_default', ?1, '', 'disabled', 'pol_default', 1, 1, 0, 0)`,
  ).bind(id);
}
