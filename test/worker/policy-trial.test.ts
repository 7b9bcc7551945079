import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callStateless } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { givenKeyUnder, only, outcome, run } from './support/policies.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const open = { images: 'all' as const, release: null, maxRunMinutes: 60 };

test('a draft is tried on the last calls of the keys that have the policy', async () => {
  givenUpstream();
  const { secret, policy } = await givenKeyUnder({});
  for (const name of ['read', 'read', 'write']) await outcome(callStateless({ secret, ...run(name) }));
  await outcome(callStateless({ secret, method: 'tools/list' })); // No policy has a say in it.
  const trial = await api.tryPolicy({ policyId: policy.id, ...open, tools: only('read') });
  expect(trial).toEqual({
    calls: 3,
    refused: 1,
    undecided: 0,
    rules: [{ rule: '/tools/otherwise', pattern: null, code: 'tool_not_allowed', calls: 1 }],
    keys: { asked: 1, missed: 0 },
  });
  expect(await outcome(callStateless({ secret, ...run('write') }))).toBe('passed'); // It was only a trial.
});

test('a draft is tried on keys by their ids; those that there are not are missed', async () => {
  givenUpstream();
  const { id, secret } = await givenKeyUnder({ tools: only('read') });
  for (const name of ['read', 'write']) await outcome(callStateless({ secret, ...run(name) }));
  const keyIds = [id, 'key_0000000000000000'];
  expect(await api.tryPolicy({ keyIds, ...open })).toMatchObject({
    calls: 2, // What was refused then is tried, too.
    refused: 0,
    keys: { asked: 2, missed: 1 },
  });
  const images = ['code_latest'];
  expect(await api.tryPolicy({ keyIds: [id], ...open, images })).toMatchObject({ calls: 2, refused: 2 });
});

test('the gate keeps the last 200 calls, through a loss of its memory, and no arguments', async () => {
  givenUpstream();
  const { id, secret, policy } = await givenKeyUnder({});
  await outcome(callStateless({ secret, ...run('write', { text: 'do-not-keep-this' }) }));
  const gate = env.GATE.getByName(id);
  await runInDurableObject(gate, ({ parts }) => {
    const wants = [{ kind: 'tool' as const, name: 'many', arguments: { text: 'do-not-keep-this' } }];
    const about = {
      image: 'linux_latest',
      ip: null,
      country: null,
      ticket: null,
      session: null,
      isCharged: true,
      bytesIn: 1,
    };
    const call = {
      ...about,
      wants,
      client: 'c',
      era: 'stateless',
      intent: 'group',
      digest: new Uint8Array(),
    } as const;
    for (let count = 0; count < 150; count += 1) parts.calls.note(call, { ok: true, value: null });
    parts.calls.flush();
    for (let count = 0; count < 100; count += 1)
      parts.calls.note(call, { ok: false, code: 'tool_not_allowed' });
    parts.calls.note(call, { ok: false, code: 'key_disabled' });
  });
  await ringAlarm(id);
  const rows = await runInDurableObject(gate, (_, { storage }) =>
    storage.sql.exec<{ call: string }>('SELECT call FROM calls').toArray(),
  );
  expect(rows).toHaveLength(200);
  expect(JSON.stringify(rows)).not.toContain('do-not-keep-this');
  expect(await api.tryPolicy({ policyId: policy.id, ...open, tools: only('x') })).toMatchObject({
    calls: 200,
    refused: 200,
  });
});
