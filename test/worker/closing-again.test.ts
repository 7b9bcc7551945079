import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { ok } from '../../shared/result.ts';
import { api, send } from './support/calls.ts';
import { crashOnCreate, recordDown, ringAlarm } from './support/faults.ts';
import { token } from './support/owner.ts';

const day = 24 * 3_600_000;

/** Asks by hand for something to be closed for good, under an Idempotency-Key where one is given. */
async function close(path: string, key?: string) {
  const headers = {
    authorization: `Bearer ${token}`,
    'if-match': '*',
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const response = await send(path, { method: 'DELETE', headers });
  return { status: response.status, body: await response.json() };
}

async function givenTicket(name: string) {
  const { key } = await api.createKey({ name });
  const { ticket } = await api.createTicket({ id: key.id, label: 'lent', image: 'linux_latest' });
  return { id: key.id, path: `/v1/keys/${key.id}/tickets/${ticket.id}` };
}

async function givenDisabled(name: string) {
  const { key } = await api.createKey({ name });
  await api.disableKey({ id: key.id });
  return { id: key.id, path: `/v1/keys/${key.id}` };
}

const closings = [
  ['revoking a ticket', givenTicket, 'ticket_revoked'],
  ['deleting a key', givenDisabled, 'key_deleted'],
] as const;

test.each(closings)(
  '%s is answered again under its Idempotency-Key; under another, that it was done',
  async (name, given, code) => {
    const { path } = await given(name);
    const first = await close(path, 'once');
    expect(first).toMatchObject({ status: 200, body: { record: 'written' } });
    expect(await close(path, 'once')).toEqual(first);
    for (const other of ['twice', undefined])
      expect(await close(path, other)).toMatchObject({ status: 410, body: { code } });
  },
);

test.each(closings)(
  '%s while the record is away is answered again under its Idempotency-Key, then and afterwards',
  async (name, given, code) => {
    const { id, path } = await given(`${name}, cut off`);
    const restore = await recordDown(id);
    await env.RECORD.exec('ALTER TABLE idempotency RENAME TO idempotency_away');
    const first = await close(path, 'cut-off');
    expect(first).toMatchObject({ status: 202, body: { record: 'pending' } });
    expect(await close(path, 'cut-off')).toEqual(first);

    await env.RECORD.exec('ALTER TABLE idempotency_away RENAME TO idempotency');
    await restore();
    await ringAlarm(id);
    expect(await close(path, 'cut-off')).toEqual(first);
    expect(await close(path, 'another')).toMatchObject({ status: 410, body: { code } });
  },
);

test('what was refused to close leaves its key free, and a key that never was keeps nothing', async () => {
  const { key } = await api.createKey({ name: 'still open' });
  expect(await close(`/v1/keys/${key.id}`, 'early')).toMatchObject({ body: { code: 'key_active' } });
  await api.disableKey({ id: key.id });
  expect(await close(`/v1/keys/${key.id}`, 'early')).toMatchObject({ status: 200 });
  const never = await crashOnCreate('0-asked');
  expect(await close(`/v1/keys/${never}`, 'never')).toMatchObject({
    status: 404,
    body: { code: 'key_not_found' },
  });
});

test('an answer of a gate is forgotten after a day, and a run that died blocks its key for a minute', async () => {
  const { id } = await givenDisabled('keeps answers');
  const gate = env.GATE.getByName(id);
  const attempt = { id: 'kept', body: 'b', run: 'first' };
  expect(await gate.claimAnswer(attempt, 0)).toEqual(ok(null));
  const second = { ...attempt, run: 'second' };
  expect(await gate.claimAnswer(second, 59_999)).toEqual(ok({ body: 'b', answer: null }));
  expect(await gate.claimAnswer(second, 60_000)).toEqual(ok(null));
  await gate.saveAnswer(second, '"done"');
  await gate.releaseAnswer(attempt);
  expect(await gate.claimAnswer(attempt, 60_001)).toEqual(ok({ body: 'b', answer: '"done"' }));
  expect(await gate.claimAnswer({ ...attempt, id: 'later' }, day + 60_000)).toEqual(ok(null));
  await runInDurableObject(gate, (_, { storage: { sql } }) => {
    expect(sql.exec('SELECT id FROM idempotency').toArray()).toEqual([{ id: 'later' }]);
  });
});
