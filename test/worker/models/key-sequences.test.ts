import { env } from 'cloudflare:workers';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { chainOf, isWhole } from '../support/audit.ts';
import {
  commands,
  expected,
  expectedCall,
  seen,
  used,
  newModel,
  type Model,
  type SecretKind,
} from '../support/key-model.ts';
import { call, givenRealKey, run, type RealKey } from '../support/real-key.ts';
import { givenUpstream } from '../support/upstream.ts';

givenUpstream();

const sequences = 2_000;
/** Sequences under way at the same time: a Worker waits more than it works. */
const lanes = 8;
const seed = Date.now() % 1_000_000_007;

const steps = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      command: fc.constantFrom(...commands),
      isStale: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      secret: fc.constantFrom<SecretKind>('current', 'current', 'previous', 'dead'),
      session: fc.constantFrom('new' as const, 'group' as const, 0, 1),
    }),
  },
);
type Step = typeof steps extends fc.Arbitrary<infer Of> ? Of : never;

/** What was acknowledged and what was allowed, for the audit to agree with. */
interface Heard {
  readonly revisions: number[];
  readonly allowedAt: number[];
}

async function takeCommand(
  key: RealKey,
  model: Model,
  { command, isStale }: Extract<Step, { command: unknown }>,
  heard: Heard,
): Promise<Model> {
  const next = expected(model, command, isStale);
  const got = await run(key, command, isStale ? model.rev + 1 : model.rev);
  expect(got).toEqual(seen(next));
  if (typeof next === 'string') return model;
  if (next.rev > model.rev) heard.revisions.push(next.rev);
  return next;
}

async function takeCall(
  key: RealKey,
  model: Model,
  { secret, session }: Extract<Step, { secret: unknown }>,
  heard: Heard,
): Promise<Model> {
  if (typeof session === 'number' && session >= key.sessions.length) return model; // There was none.
  const wanted = expectedCall(model, secret, session);
  const got = await call(key, secret, session);
  expect(got).toBe(session === 'new' && wanted !== 'passes' ? 'refused' : wanted);
  if (wanted !== 'passes') return model;
  heard.allowedAt.push(model.rev);
  const opened = session === 'new' ? key.sessions.length - 1 : session;
  return used(model, secret, opened);
}

/** The audit has every acknowledged change, in one whole chain, and was open wherever a call was let through. */
async function checkAudit(id: string, model: Model, { revisions, allowedAt }: Heard): Promise<void> {
  const lines = await chainOf(id);
  expect(await isWhole(lines)).toBe(true);
  const changes = lines.filter(({ rev }) => rev !== null);
  expect(changes.map(({ rev }) => rev)).toEqual([1, ...revisions]);
  // What the lines say, one change after the other.
  let told: { status?: string; drainingUntil?: number | null } = {};
  const openAt = new Map<number, boolean>();
  for (const { rev, after } of changes) {
    told = { ...told, ...(JSON.parse(after ?? '{}') as typeof told) };
    openAt.set(rev ?? 0, told.status === 'active' || (told.drainingUntil ?? null) !== null);
  }
  expect(told.status).toBe(model.status);
  for (const rev of allowedAt) expect(openAt.get(rev)).toBe(true);
}

async function follow(sequence: readonly Step[]): Promise<void> {
  const key = await givenRealKey();
  const heard: Heard = { revisions: [], allowedAt: [] };
  let model = newModel;
  for (const step of sequence)
    model = await ('command' in step
      ? takeCommand(key, model, step, heard)
      : takeCall(key, model, step, heard));
  await checkAudit(key.id, model, heard);
}

test(`${sequences} random lives of keys go as promised (seed ${seed})`, async () => {
  const property = fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 6 }), follow);
  const runs = Array.from({ length: lanes }, (_, lane) =>
    fc.assert(property, { numRuns: sequences / lanes, seed: seed + lane, endOnFailure: false }),
  );
  await Promise.all(runs);
}, 600_000);

test(`commands that race leave one whole chain, and gate and record agree (seed ${seed})`, async () => {
  const race = fc.array(fc.constantFrom(...commands), { minLength: 3, maxLength: 6 });
  const property = fc.asyncProperty(race, async (racing) => {
    const key = await givenRealKey();
    const got = await Promise.all(racing.map((command) => run(key, command, undefined)));
    const lines = await chainOf(key.id);
    expect(await isWhole(lines)).toBe(true);
    const revisions = lines.map(({ rev }) => rev);
    expect(revisions).toEqual(revisions.map((_, at) => at + 1));
    const last = Math.max(...got.map((each) => (typeof each === 'string' ? 1 : each.rev)));
    expect(last).toBe(revisions.length);
    const record = await env.RECORD.prepare('SELECT rev FROM keys WHERE id = ?').bind(key.id).first();
    expect(record).toEqual({ rev: last });
  });
  await fc.assert(property, { numRuns: 60, seed });
}, 600_000);
