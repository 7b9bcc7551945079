import { expect, test } from 'vitest';

import { ok, refuse } from '../../shared/result.ts';
import { createLeases, leaseMs } from '../../worker/gate/leases.ts';
import { createIsolateLeases } from '../../worker/gateway/leases.ts';
import { seeded } from '../support/seeded.ts';

const about = {
  ticket: null,
  country: null,
  client: 'x',
  era: 'stateless',
  intent: 'group',
  isCharged: true,
} as const;
const question = {
  ...about,
  digest: new Uint8Array([1]),
  image: 'a',
  ip: '192.0.2.1',
  session: 's',
  bytesIn: 1,
  wants: [],
};
const pass = {
  session: 's',
  policy: { id: 'pol_a', version: 1 },
  projectId: 'prj_a',
  callSeconds: null,
  slot: null,
  standing: null,
  leaseMs,
  hangsOnArguments: false,
};

test('an isolate keeps a yes for its time from before it asked, for one credential, session and address', () => {
  const clock = { now: 1_000 };
  const leases = createIsolateLeases(() => clock.now);
  expect(leases.keep('key', question, refuse('key_disabled'), clock.now)).toBe(null);
  expect(leases.keep('key', question, ok({ ...pass, leaseMs: 0 }), clock.now)).toBe(null);
  expect(leases.answer('key', question)).toBeUndefined();
  const over = leases.keep('key', question, ok(pass), clock.now - 50);
  for (const other of [
    { digest: new Uint8Array([2]) },
    { session: 't' },
    { ip: '192.0.2.2' },
    { client: 'y' },
    { ticket: 'tkt_a' },
    { wants: [{ kind: 'tool', name: 'run', arguments: { path: '/' } } as const] },
  ])
    expect(leases.answer('key', { ...question, ...other }), JSON.stringify(other)).toBeUndefined();
  expect(leases.answer('other', question)).toBeUndefined();
  clock.now += leaseMs - 51;
  expect(leases.answer('key', question)).toEqual(pass);
  clock.now += 1;
  expect(leases.answer('key', question)).toBeUndefined();
  expect(over?.()).toEqual({ calls: 1, bytesIn: 1 });
});

test('a lease lets other arguments and sizes through, and counts them, unless a rule is about arguments', () => {
  const leases = createIsolateLeases(() => 1_000);
  const called = (path: string, bytesIn: number) => ({
    ...question,
    bytesIn,
    wants: [{ kind: 'tool', name: 'run', arguments: { path } } as const],
  });
  const over = leases.keep('free', called('/a', 1), ok(pass), 1_000);
  expect(leases.answer('free', called('/b', 7))).toEqual(pass);
  // Over HTTP+SSE each call names a slot, which nothing that is lent takes.
  expect(leases.answer('free', { ...called('/c', 8), slot: 's 2' })).toEqual(pass);
  expect(over?.()).toEqual({ calls: 2, bytesIn: 15 });
  leases.keep('ruled', called('/a', 1), ok({ ...pass, hangsOnArguments: true }), 1_000);
  expect(leases.answer('ruled', called('/b', 1))).toBeUndefined();
  expect(leases.answer('ruled', called('/a', 2))).toBeDefined();
});

/** A gate's leases on a clock that only moves where the test says so. */
function onFakeClock(stored = new Map<string, unknown>(), start = 1_800_000_000_000) {
  const clock = { now: start };
  const kv = {
    get: (name: string) => stored.get(name),
    put: (name: string, value: unknown) => void stored.set(name, value),
  };
  const leases = createLeases({
    kv: kv as Parameters<typeof createLeases>[0]['kv'], // Only these two are used.
    now: () => clock.now,
    wait: async (ms) => void (clock.now += ms),
  });
  return { clock, leases, stored };
}

test('no leases before a gate is hot, none where the answer is about to change', () => {
  const { leases, clock } = onFakeClock();
  for (let count = 1; count < 300; count += 1) expect(leases.give(Infinity)).toBe(0);
  expect(leases.give(Infinity)).toBe(leaseMs);
  expect(leases.give(clock.now + leaseMs)).toBe(0);
  clock.now += 61_000;
  expect(leases.give(Infinity)).toBe(0);
});

test('whatever happens in which order, a fence ends after every lease given before it, also of an instance that was lost', async () => {
  const random = seeded(7);
  for (let round = 0; round < 200; round += 1) {
    let gate = onFakeClock();
    const ends: number[] = [];
    for (let step = 0; step < 50; step += 1) {
      const dice = random.below(10);
      gate.clock.now += random.below(400);
      if (dice < 6) {
        const askedAt = gate.clock.now - random.below(50);
        for (let count = 0; count < 301; count += 1) {
          const given = gate.leases.give(Infinity);
          if (given > 0) ends.push(askedAt + given);
        }
      } else if (dice < 8) gate = onFakeClock(gate.stored, gate.clock.now); // Lost, and begun anew.
      else {
        await gate.leases.fence();
        expect(gate.clock.now).toBeGreaterThanOrEqual(Math.max(0, ...ends));
      }
    }
    expect(ends.length).toBeGreaterThan(0);
  }
});
