import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { keyring } from '../../worker/secrets/keyring.ts';
import { digestOf, newToken } from '../../worker/sign-in/tokens.ts';
import { english } from '../../worker/sign-in/words/english.ts';
import { api } from './support/calls.ts';
import { givenDevice as pairedDevice } from './support/device.ts';
import { createVisitor, headingOf, type Visitor } from './support/page-visitor.ts';
import { signedIn } from './support/signed-in.ts';

const directory = () => env.DIRECTORY.getByName('directory');
const title = (code: string) => english.refusals[code]?.[0];

/** A browser that asks to be paired; gives its code. */
async function givenPairing(name: string): Promise<string> {
  const proof = { thumbprint: newToken(), jti: newToken(), until: Date.now() + 60_000 };
  const started = await directory().startPairing(proof, name);
  return started.ok ? started.value.code : '';
}

/** Somebody has signed in so long ago. */
async function proveAgo(visitor: Visitor, ms: number): Promise<void> {
  const token = visitor.jar.get('__Host-keyharbor-session') ?? '';
  const digest = await digestOf('session', token, await keyring(env));
  await runInDurableObject(directory(), (_, { storage }) => {
    const update = 'UPDATE page_sessions SET signed_in_at = ? WHERE digest = ?';
    storage.sql.exec(update, Date.now() - ms, digest);
  });
}

test('a pairing is shown with what it will open, and approved or refused by whoever is signed in', async () => {
  const visitor = await signedIn('pairer');
  const code = await givenPairing('Firefox on <laptop>');
  const html = await (await visitor.get(`/pair?code=${code.toLowerCase()}`)).text();
  for (const text of ['Firefox on &lt;laptop>', english.pair.warning, english.roles.member.may])
    expect(html).toContain(text);
  expect(await headingOf(visitor.post('/pair', { code, answer: 'approve' }))).toEqual([
    200,
    english.pair.done,
  ]);
  expect(await (await visitor.get('/account')).text()).toContain('Firefox on &lt;laptop>');

  const other = await givenPairing('unwanted');
  expect(await headingOf(visitor.post('/pair', { code: other }))).toEqual([200, english.pair.refused]);
  const { lines } = await api.listAudit({ action: 'pairing.deny' });
  const [line, ...more] = lines;
  expect([line?.after, more]).toMatchObject([{ name: 'unwanted' }, []]);
  expect(line?.actor).toBe(line?.subject);
  expect(await headingOf(visitor.post('/pair', { code: other, answer: 'approve' }))).toEqual([
    404,
    title('pairing_not_found'),
  ]);
});

test('who guesses codes is stopped after five', async () => {
  const visitor = await signedIn('guesser');
  const guesses = [];
  for (let each = 0; each < 6; each += 1) guesses.push((await visitor.get('/pair?code=BBBB-BBBB')).status);
  expect(guesses).toEqual([404, 404, 404, 404, 404, 429]);
  const code = await givenPairing('right');
  expect(await headingOf(visitor.get(`/pair?code=${code}`))).toEqual([429, title('pairing_limit')]);
});

/** A device of somebody who is signed in; gives the path of the page that confirms it. */
async function givenDevice(visitor: Visitor): Promise<{ id: string; path: string }> {
  const code = await givenPairing('phone');
  await visitor.post('/pair', { code, answer: 'approve' });
  const [, id = ''] =
    /action="\/account\/devices\/(dev_\w+)"/.exec(await (await visitor.get('/account')).text()) ?? [];
  return { id, path: `/confirm/${id}` };
}

const device = (id: string) => runInDurableObject(directory(), ({ parts }) => parts.devices.read(id));

test('a device counts as freshly signed in only after its person was', async () => {
  const visitor = await signedIn('confirmer');
  const { id, path } = await givenDevice(visitor);
  await proveAgo(visitor, 6 * 60_000);
  const asked = await (await visitor.get(path)).text();
  expect(asked).toContain('name="again"');
  expect(asked).toContain(`value="${path}"`);
  expect(await headingOf(visitor.post(path))).toEqual([400, title('sign_in_expired')]);

  const before = Date.now();
  await signedIn('confirmer', visitor, { to: path, again: 'yes' });
  expect(await headingOf(visitor.post(path))).toEqual([200, english.confirm.done]);
  expect((await device(id))?.signedInAt).toBeGreaterThanOrEqual(before);
});

test('when somebody proved who they are is what the provider says, not when they came back', async () => {
  const at = Math.floor(Date.now() / 1000) - 3600;
  const visitor = await signedIn('long-ago', createVisitor(), {}, { claims: { auth_time: at } });
  const { id } = await givenDevice(visitor);
  expect((await device(id))?.signedInAt).toBe(at * 1000);
});

test('nobody confirms or disconnects somebody else’s device', async () => {
  const { id, path } = await givenDevice(await signedIn('owner'));
  const meddler = await signedIn('meddler');
  expect(await headingOf(meddler.get(path))).toEqual([404, title('device_not_found')]);
  for (const each of [path, `/account/devices/${id}`])
    expect(await headingOf(meddler.post(each))).toEqual([404, title('device_not_found')]);
  expect((await device(id))?.state).toBe('active');
});

test('a device is disconnected, and a browser signed out, from the page of one’s account, at once', async () => {
  const visitor = await signedIn('keeper');
  const { id } = await givenDevice(visitor);
  expect((await visitor.post(`/account/devices/${id}`)).headers.get('location')).toBe('/account');
  expect((await device(id))?.state).toBe('revoked');

  const lost = await signedIn('keeper');
  const html = await (await visitor.get('/account')).text();
  const [, session = ''] = /action="\/account\/sessions\/(\w+)"/.exec(html) ?? [];
  await visitor.post(`/account/sessions/${session}`);
  expect((await lost.get('/account')).status).toBe(303);
  expect((await visitor.get('/account')).status).toBe(200);
});

test('where one is signed in is listed and ended by one’s own device, at once, and by nobody else’s', async () => {
  const [here, lost] = [await signedIn('roamer'), await signedIn('roamer')];
  const { people } = await api.listPeople({ limit: '100' });
  const roamer = people.find(({ name }) => name === 'roamer')?.id ?? '';
  const mine = (await pairedDevice(roamer)).api;
  const { pageSessions } = await mine.listPageSessions({});
  expect(pageSessions.map(({ person }) => person)).toEqual([roamer, roamer]);
  const newest = pageSessions[0]?.id ?? '';

  const theirs = (await pairedDevice()).api;
  expect((await theirs.listPageSessions({})).pageSessions).toEqual([]);
  expect(await theirs.endPageSession({ id: newest })).toEqual({ id: newest });
  expect((await lost.get('/account')).status).toBe(200);

  expect(await mine.endPageSession({ id: newest })).toEqual({ id: newest });
  expect(await mine.endPageSession({ id: newest })).toEqual({ id: newest });
  expect([(await lost.get('/account')).status, (await here.get('/account')).status]).toEqual([303, 200]);
  const [line] = (await api.listAudit({ subject: roamer, action: 'person.sign_out' })).lines;
  expect(line).toMatchObject({ actor: roamer, device: expect.stringMatching(/^dev_/) });

  await api.removePerson({ id: roamer });
  expect((await here.get('/account')).status).toBe(303);
});

test('a way to sign in is added by whoever has just signed in, and by nobody later', async () => {
  const visitor = await signedIn('adder');
  await signedIn('second-way', visitor, { adds: 'yes' });
  expect(await headingOf((await signedIn('second-way')).get('/account'))).toEqual([200, 'adder']);

  await proveAgo(visitor, 6 * 60_000);
  expect(await headingOf(visitor.post('/sign-in/oidc', { adds: 'yes' }))).toEqual([
    400,
    title('sign_in_expired'),
  ]);
  const taken = await signedIn('adder', await signedIn('rival'), { adds: 'yes' });
  expect(await headingOf(taken.back)).toEqual([409, title('identity_taken')]);
});

test('nobody who is not signed in reaches what is one’s own; they are asked to, and come back', async () => {
  const visitor = createVisitor();
  const asked = await visitor.get('/pair?code=WDJB-MJHT');
  expect(asked.headers.get('location')).toBe('/sign-in?to=%2Fpair%3Fcode%3DWDJB-MJHT');
  for (const path of ['/pair', `/confirm/dev_${'0'.repeat(22)}`, `/account/devices/dev_${'0'.repeat(22)}`])
    expect([path, (await visitor.post(path)).status]).toEqual([path, 303]);
});
