import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { invitationLifeMs } from '../../shared/people/invitation.ts';
import { refuse } from '../../shared/result.ts';
import { createAttemptTable } from '../../worker/sign-in/attempt-table.ts';
import { createInvitationTable } from '../../worker/sign-in/invitation-table.ts';
import { createPageSessionTable, idleMs, longestMs } from '../../worker/sign-in/page-session-table.ts';
import { digestOf, newToken } from '../../worker/sign-in/tokens.ts';
import { keyring } from '../../worker/secrets/keyring.ts';

const directory = () => env.DIRECTORY.getByName('directory');
const member = { role: 'member', project: 'prj_default' } as const;

const digestFor = async (kind: 'attempt' | 'session' | 'invitation', token = newToken()) =>
  digestOf(kind, token, await keyring(env));

test('an invitation is over after a week', async () => {
  await runInDurableObject(directory(), (_, { storage }) => {
    let now = Date.now();
    const table = createInvitationTable(storage.sql, () => now);
    const id = `inv_${'e'.repeat(22)}`;
    const expiresAt = now + invitationLifeMs;
    table.add('expiring', { id, name: 'Di', grants: [member], invitedBy: 'usr_tests', expiresAt });
    now += invitationLifeMs - 1;
    expect(table.read(id)?.state).toBe('open');
    now += 1;
    expect(table.read(id)?.state).toBe('expired');
  });
});

test('a session ends after 30 idle minutes, and after 12 hours however busy it is', async () => {
  await runInDurableObject(directory(), (_, { storage }) => {
    let now = Date.now();
    const table = createPageSessionTable(storage.sql, () => now);
    const session = { id: 'one', person: 'usr_x', signedInAt: now, agent: '' };
    table.open('idle', session);
    now += idleMs - 1;
    expect(table.use('idle')).toMatchObject({ id: 'one' });
    now += idleMs - 1;
    expect(table.use('idle')).not.toBeNull();
    now += idleMs;
    expect(table.use('idle')).toBeNull();

    table.open('busy', session);
    const end = now + longestMs;
    for (now += idleMs - 1; now < end; now += idleMs - 1) expect(table.use('busy')).not.toBeNull();
    now = end;
    expect(table.use('busy')).toBeNull();
  });
});

test('nobody has more than 20 sessions: the oldest makes room', async () => {
  await runInDurableObject(directory(), (_, { storage }) => {
    let now = Date.now();
    const table = createPageSessionTable(storage.sql, () => now);
    for (let each = 0; each < 21; each += 1) {
      now += 1;
      table.open(`s${each}`, { id: `s${each}`, person: 'usr_y', signedInAt: now, agent: '' });
    }
    expect([table.use('s0'), table.list('usr_y').length]).toEqual([null, 20]);
  });
});

test('an attempt is taken once, and within ten minutes', async () => {
  const attempt = { provider: 'oidc', to: '/account', invitation: null, links: null, replaces: null };
  const digest = await digestFor('attempt');
  await directory().startAttempt(digest, attempt);
  expect(await directory().takeAttempt(digest)).toEqual({ ok: true, value: attempt });
  expect(await directory().takeAttempt(digest)).toEqual(refuse('sign_in_expired'));

  await runInDurableObject(directory(), (_, { storage }) => {
    let now = Date.now();
    const table = createAttemptTable(storage.sql, () => now);
    for (const name of ['late', 'later']) table.add(name, attempt);
    now += 600_000 - 1;
    expect(table.take('late')).toEqual(attempt);
    now += 1;
    expect(table.take('later')).toBeNull();
  });
});

test('a token of one kind is none of another', async () => {
  const token = newToken();
  const digests = await Promise.all([digestFor('attempt', token), digestFor('session', token)]);
  expect(new Set([...digests, await digestFor('invitation', token)]).size).toBe(3);
});
