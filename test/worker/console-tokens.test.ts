import { expect, test } from 'vitest';

import type { Principal } from '../../worker/people/principal.ts';
import { checkAccess } from '../../worker/people/check-access.ts';
import type { Context } from '../../worker/context.ts';
import { env } from 'cloudflare:workers';
import { chainOf } from './support/audit.ts';
import { api, apiOf, callStateless, givenKey, send } from './support/calls.ts';
import { codeOf } from './support/code-of.ts';
import { refusal } from './support/refusal.ts';
import { actor, owner } from './support/owner.ts';
import { everywhere, givenToken } from './support/people.ts';
import { givenUpstream } from './support/upstream.ts';

test('a token is told once, is for what it says alone, and its use is seen', async () => {
  const { token, secret } = await api.createToken({ name: 'CI', actions: ['keys.read'], days: 30 });
  expect(token).toMatchObject({
    person: owner,
    name: 'CI',
    projects: null,
    actions: ['keys.read'],
    usedAt: null,
  });
  expect(Math.round((token.expiresAt - token.createdAt) / (24 * 3600 * 1000))).toBe(30);

  const script = apiOf(secret);
  expect(await codeOf(script.listKeys({}))).toBe('answered');
  const beyond = [
    () => script.listPolicies({}),
    () => script.createKey({ name: 'x' }),
    () => script.listTokens({}),
  ];
  for (const call of beyond) expect(await codeOf(call())).toBe('permission_denied');

  const listed = (await api.listTokens({ limit: '100' })).tokens.find(({ id }) => id === token.id);
  expect(listed?.usedAt).toEqual(expect.any(Number));
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(await chainOf(token.id)).toMatchObject([{ action: 'token.create', actor }]);
  expect(JSON.stringify(await chainOf(token.id))).not.toContain(secret);
});

test('a revoked token opens nothing from its next request on', async () => {
  const { token, secret } = await api.createToken({ name: 'short', actions: ['keys.read'] });
  expect(await codeOf(apiOf(secret).listKeys({}))).toBe('answered');
  await api.revokeToken({ id: token.id });
  expect(await codeOf(apiOf(secret).listKeys({}))).toBe('authentication_required');
  expect(await codeOf(api.revokeToken({ id: token.id }))).toBe('token_not_found');
  expect(await chainOf(token.id)).toMatchObject([{ action: 'token.create' }, { action: 'token.revoke' }]);
});

test('a token ends when it says, and can be given more time, 90 days at most', async () => {
  const over = await givenToken(everywhere('operator'), { expiresAt: Date.now() - 1 });
  expect(await codeOf(over.api.readMe({}))).toBe('authentication_required');
  const { expiresAt } = await api.renewToken({ id: over.id, days: 1 });
  expect(expiresAt).toBeGreaterThan(Date.now());
  expect(await codeOf(over.api.readMe({}))).toBe('answered');
  expect(await codeOf(api.renewToken({ id: over.id, days: 91 }))).toBe('validation_failed');
  expect(await chainOf(over.id)).toMatchObject([{ action: 'token.renew', actor }]);
});

test('a token of one project sees nothing of another, whatever its person sees', async () => {
  const { id: project } = await api.createProject({ name: 'of the token' });
  const { key } = await api.createKey({ project, name: 'in it' });
  const other = await givenKey();
  const { secret } = await api.createToken({
    name: 'one',
    projects: [project],
    actions: ['keys.read', 'projects.read'],
  });
  const script = apiOf(secret);
  expect(await script.readKey({ id: key.id })).toMatchObject({ id: key.id });
  expect(await codeOf(script.readKey({ id: other.id }))).toBe('key_not_found');
  expect((await script.listProjects({})).projects.map(({ id }) => id)).toEqual([project]);
  expect(await codeOf(script.listKeys({}))).toBe('project_not_found');
});

test('a token is made for projects that there are, and for what tokens may do', async () => {
  const made = (fields: object) => codeOf(api.createToken({ name: 'x', actions: ['keys.read'], ...fields }));
  expect(await made({ projects: ['prj_nowhere'] })).toBe('project_not_found');
  for (const action of ['people.write', 'tokens.write', 'deployment.restore'])
    expect(await made({ actions: [action] })).toBe('validation_failed');
  const member = await givenToken([{ role: 'member', project: 'prj_default' }]);
  const { id: hidden } = await api.createProject({ name: 'hidden' });
  const order = { name: 'x', projects: [hidden], actions: ['keys.read'] } as const;
  expect(await codeOf(member.api.createToken({ ...order, projects: [hidden], actions: ['keys.read'] }))).toBe(
    'project_not_found',
  );
});

test('one’s own tokens are seen, renewed and revoked; those of others are not there', async () => {
  const [mine, theirs] = [
    await givenToken([{ role: 'member', project: 'prj_default' }]),
    await givenToken([{ role: 'member', project: 'prj_default' }]),
  ];
  expect((await mine.api.listTokens({})).tokens.map(({ id }) => id)).toEqual([mine.id]);
  expect(await codeOf(mine.api.renewToken({ id: theirs.id }))).toBe('token_not_found');
  expect(await codeOf(mine.api.revokeToken({ id: theirs.id }))).toBe('token_not_found');
  expect(await codeOf(mine.api.revokeToken({ id: mine.id }))).toBe('answered');
  expect(await codeOf(theirs.api.readMe({}))).toBe('answered');
});

test('a key does not manage, and a console token is no key', async () => {
  givenUpstream();
  const { secret: key } = await givenKey();
  const asToken = await send('/v1/keys', { headers: { authorization: `Bearer ${key}` } });
  expect([asToken.status, await asToken.json()]).toMatchObject([401, { code: 'authentication_required' }]);
  const { secret } = await api.createToken({ name: 'no key', actions: ['keys.read'] });
  expect(await refusal(await callStateless({ secret }))).toMatchObject({ status: 401, code: 'invalid_key' });
});

test('a token is shown 120 secrets in an hour, new tickets included, and no more; another may still look', async () => {
  const { id } = await givenKey();
  const [one, other] = [await givenToken(everywhere('owner')), await givenToken(everywhere('owner'))];
  const tickets = Array.from(
    { length: 5 },
    (_, at) => () => one.api.createTicket({ id, image: 'linux_latest', label: `ticket ${at}` }),
  );
  const looks = Array.from({ length: 120 }, () => () => one.api.revealKey({ id }));
  const outcomes = await Promise.all([...tickets, ...looks].map((look) => codeOf(look())));
  expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(120);
  expect(outcomes.filter((outcome) => outcome === 'reveal_limit')).toHaveLength(5);
  expect(await codeOf(one.api.listKeys({}))).toBe('answered');
  expect(await codeOf(other.api.revealKey({ id }))).toBe('answered');

  const lines = (await chainOf(id)).filter(({ actor: who }) => who === one.id);
  expect(lines).toHaveLength(120); // Whatever was shown is in the audit, and nothing else.
});

/** Somebody by a device who signed in so long ago. */
function deviceOf(grants: Principal['grants'], ageMs: number): Context {
  const device = `dev_${'d'.repeat(22)}`;
  const about = { actor: owner, person: owner, device, kind: 'device', actions: null } as const;
  const principal = { ...about, grants, signedInAt: Date.now() - ageMs };
  return {
    env,
    principal,
    actor: owner,
    device,
    requestId: 'r',
    ip: null,
    proof: null,
    waitUntil: () => undefined,
  };
}

test('what much hangs on needs a sign-in of the last 15 minutes; taking access away does not', async () => {
  const { id } = await givenKey();
  const [fresh, stale] = [14, 16].map((minutes) => deviceOf(everywhere('owner'), minutes * 60_000));
  for (const name of [
    'deleteKey',
    'editPerson',
    'removePerson',
    'createToken',
    'renewToken',
    'restoreDeployment',
  ] as const) {
    if (!fresh || !stale) throw new Error('two were given');
    expect([name, await codeOf(checkAccess(name, { id }, fresh))]).toEqual([name, 'answered']);
    expect([name, await codeOf(checkAccess(name, { id }, stale))]).toEqual([name, 'reauth_required']);
  }
  for (const name of ['disableKey', 'revokeToken', 'revealKey', 'createTicket'] as const)
    expect([name, stale && (await codeOf(checkAccess(name, { id }, stale)))]).toEqual([name, 'answered']);
});
