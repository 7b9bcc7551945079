import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callStateless, givenKey, initialize, send } from './support/calls.ts';
import { ringAlarm } from './support/faults.ts';
import { emptyResult, givenUpstream } from './support/upstream.ts';
import { actor } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

const nobody = 'key_0000000000000000';

/** A key with three sessions: `linux_latest` of either era, and `code_latest`. */
async function givenSessions() {
  const key = await givenKey();
  givenUpstream(() => Response.json(emptyResult));
  await initialize(key.secret);
  await callStateless({ secret: key.secret });
  await callStateless({ secret: key.secret, image: 'code_latest' });
  return key;
}

test('sessions are found by key, image, client, and whether they are open; page by page', async () => {
  const { id } = await givenSessions();
  const find = async (filter: object) => (await api.listProjectSessions({ key: id, ...filter })).sessions;
  expect((await find({})).map(({ image, era }) => `${image} ${era}`)).toEqual([
    'code_latest stateless',
    'linux_latest stateless',
    'linux_latest legacy',
  ]);
  expect(await find({ image: 'linux_latest' })).toHaveLength(2);
  expect(await find({ client: 'tests' })).toHaveLength(3);
  expect(await find({ client: 'others' })).toEqual([]);
  const [last] = await find({});
  await api.endSession({ id: last?.id ?? '' });
  expect((await find({ state: 'ended' })).map((session) => session.id)).toEqual([last?.id]);
  expect(await find({ state: 'open' })).toHaveLength(2);

  const first = await api.listProjectSessions({ key: id, limit: '2' });
  const rest = await api.listProjectSessions({ key: id, limit: '2', cursor: first.next ?? '' });
  expect([...first.sessions, ...rest.sessions]).toEqual(await find({}));
  expect(rest.next).toBe(null);
});

test('what an open session does is exact where its key is asked for', async () => {
  const { id, secret } = await givenSessions();
  await ringAlarm(id);
  for (let count = 0; count < 4; count += 1) await callStateless({ secret });
  const [session] = (await api.listProjectSessions({ key: id, image: 'linux_latest' })).sessions;
  expect(session).toMatchObject({
    era: 'stateless',
    calls: 5,
    streams: 0,
    end: null,
    policy: { version: 1 },
  });
  expect(await api.readSession({ id: session?.id ?? '' })).toEqual(session);
});

test('across keys, starts and ends are in the record once the gates’ alarms have rung', async () => {
  const [one, other] = [await givenSessions(), await givenSessions()];
  await ringAlarm(one.id);
  await ringAlarm(other.id);
  await api.endAllSessions({ id: one.id });
  await ringAlarm(one.id);
  const ours = (await api.listProjectSessions({ limit: '100' })).sessions.filter(({ keyId }) =>
    [one.id, other.id].includes(keyId),
  );
  expect(ours.map(({ keyId, end }) => [keyId, end?.reason])).toEqual([
    ...Array.from({ length: 3 }, () => [other.id, undefined]),
    ...Array.from({ length: 3 }, () => [one.id, 'operator']),
  ]);
});

test('the record is told in a batch, and again where it was not sure, with one outcome', async () => {
  const { id } = await givenSessions();
  await ringAlarm(id);
  const read = async () =>
    (await env.RECORD.prepare('SELECT * FROM sessions WHERE key_id = ? ORDER BY id').bind(id).all()).results;
  const before = await read();
  expect(before).toHaveLength(3);
  const { recordSessions } = await import('../../worker/sessions/session-record.ts');
  const { sessions } = await api.listSessions({ id });
  await recordSessions(env.RECORD, 'prj_default', sessions);
  expect(await read()).toEqual(before);
  await api.endAllSessions({ id });
  await ringAlarm(id);
  await recordSessions(env.RECORD, 'prj_default', sessions); // Late, from before the end.
  const reasons = (await read()).map(({ end_reason: reason }) => reason);
  expect(reasons).toEqual(['operator', 'operator', 'operator']);
});

test('ending all sessions of a key leaves the key open: its next call starts a new one', async () => {
  const { id, secret } = await givenSessions();
  expect(await api.endAllSessions({ id })).toEqual({ ended: 3 });
  expect(await api.endAllSessions({ id })).toEqual({ ended: 0 });
  expect((await callStateless({ secret })).status).toBe(200);
  expect((await api.listProjectSessions({ key: id, state: 'open' })).sessions).toHaveLength(1);
  await env.GATE.getByName(id).auditHead();
  const { lines } = await api.listAudit({ subject: id, action: 'session.end_all' });
  expect(lines).toMatchObject([{ actor, after: { sessions: 3 } }]);
});

test('ending a session twice changes nothing; it is in the audit once, with who did it', async () => {
  const { id } = await givenSessions();
  const [session] = (await api.listSessions({ id })).sessions;
  const ended = await api.endSession({ id: session?.id ?? '' });
  expect(ended.end?.reason).toBe('operator');
  expect(await api.endSession({ id: session?.id ?? '' })).toEqual(ended);
  await env.GATE.getByName(id).auditHead();
  const sql = "SELECT actor, after FROM audit WHERE subject = ? AND action = 'session.end'";
  const { results } = await env.RECORD.prepare(sql).bind(id).all<{ actor: string; after: string }>();
  expect(results).toEqual([{ actor, after: JSON.stringify({ session: session?.id }) }]);
});

test('an id that no session has is unknown, and wakes no gate that there is none of', async () => {
  const { id } = await givenSessions();
  const [session] = (await api.listSessions({ id })).sessions;
  const unknown = [
    `${session?.id.slice(0, -2)}00`, // Of a real key.
    'ses_00000000000000000000000000000000000000', // Of a key that was never made.
    'ses_0000000000000000000000', // From before ids named their key.
  ];
  for (const each of unknown) {
    await expect(api.readSession({ id: each })).rejects.toMatchObject({ code: 'session_unknown' });
    await expect(api.endSession({ id: each })).rejects.toMatchObject({ code: 'session_unknown' });
    await expect(api.touchSession({ id: each })).rejects.toMatchObject({ code: 'session_unknown' });
  }
  await expect(api.listProjectSessions({ key: nobody })).rejects.toMatchObject({ code: 'key_not_found' });
});

test('a session that its gate has forgotten is read from the record', async () => {
  const { id } = await givenSessions();
  const [session] = (await api.listSessions({ id })).sessions;
  const old = { ...session, id: `${session?.id.slice(0, -4)}abcd`, end: { at: 7, reason: 'idle' as const } };
  const { recordSessions } = await import('../../worker/sessions/session-record.ts');
  await recordSessions(env.RECORD, 'prj_default', [old as never]);
  expect(await api.readSession({ id: old.id })).toEqual(old);
});

test('the operations of sessions are for people with the console’s token alone', async () => {
  for (const path of ['/v1/sessions', '/v1/sessions/ses_0000000000000000000000'])
    expect((await send(path)).status).toBe(401);
});
