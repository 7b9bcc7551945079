import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callLegacy, callStateless, givenKey, initialize, send } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';
import { actor, token } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

let made = 0;
const linuxOnly = { images: ['linux_latest'], release: null, maxRunMinutes: 60 };

async function givenPolicy(fields: Partial<Parameters<typeof api.createPolicy>[0]> = {}) {
  made += 1;
  return api.createPolicy({ name: `policy ${made}`, ...linuxOnly, ...fields });
}

async function codeOf(call: Promise<Response>): Promise<string> {
  const { error }: { error?: { data: { code: string } } } = await (await call).json();
  return error?.data.code ?? 'passed';
}

test('a policy is made, listed after the built-in one, and read', async () => {
  const policy = await givenPolicy({ release: { mcpIdleMinutes: 1, userIdleMinutes: 3 } });
  expect(policy).toMatchObject({ version: 1, builtIn: false, keys: 0, images: ['linux_latest'] });
  expect(await api.readPolicy({ id: policy.id })).toEqual(policy);
  const { policies } = await api.listPolicies({});
  expect(policies[0]).toMatchObject({ id: 'pol_default', builtIn: true, images: 'all' });
  expect(policies).toContainEqual(policy);
});

test('a field out of its bounds is refused and named', async () => {
  for (const [change, pointer] of [
    [{ name: '' }, '/name'],
    [{ maxRunMinutes: 1001 }, '/maxRunMinutes'],
    [{ release: { mcpIdleMinutes: 1, userIdleMinutes: 2 } }, '/release/userIdleMinutes'],
    [{ images: ['Not An Image'] }, '/images/0'],
  ] as const)
    await expect(givenPolicy({ ...change } as object)).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [{ pointer }],
    });
  const { name } = await givenPolicy();
  await expect(givenPolicy({ name })).rejects.toMatchObject({ code: 'policy_name_taken' });
});

test('a changed policy holds for sessions that start afterwards, and not for open ones', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const open = await initialize(secret, 'code_latest');
  const policy = await givenPolicy();
  const { key } = await api.assignPolicy({ id, policyId: policy.id });
  expect(key.policy).toEqual({ id: policy.id, version: 1 });

  expect(await codeOf(callStateless({ secret, image: 'code_latest' }))).toBe('image_not_allowed');
  expect(await codeOf(callStateless({ secret, image: 'linux_latest' }))).toBe('passed');
  const going = callLegacy({ secret, image: 'code_latest', headers: { 'mcp-session-id': open } });
  expect(await codeOf(going)).toBe('passed');

  const { sessions } = await api.listSessions({ id });
  expect(Object.fromEntries(sessions.map(({ image, policy: pinned }) => [image, pinned.id]))).toEqual({
    code_latest: 'pol_default',
    linux_latest: policy.id,
  });
});

test('with apply now the open sessions end, and the next call is under the new policy', async () => {
  givenUpstream();
  const { id, secret } = await givenKey();
  const open = await initialize(secret, 'code_latest');
  const policy = await givenPolicy();
  await api.assignPolicy({ id, policyId: policy.id, apply: 'now' });

  const going = callLegacy({ secret, image: 'code_latest', headers: { 'mcp-session-id': open } });
  expect(await codeOf(going)).toBe('session_not_found');
  expect(await codeOf(callStateless({ secret, image: 'code_latest' }))).toBe('image_not_allowed');
  expect((await api.listSessions({ id })).sessions).toMatchObject([{ end: { reason: 'apply_now' } }]);
});

test('an edit makes the next version, reaches every key that has the policy, and keeps the history', async () => {
  givenUpstream();
  const first = await givenPolicy();
  const { key, secret } = await api.createKey({ name: 'follows its policy', policyId: first.id });
  const other = await api.createKey({ name: 'follows too', policyId: first.id });
  expect(await codeOf(callStateless({ secret, image: 'code_latest' }))).toBe('image_not_allowed');

  const { policy, keys } = await api.editPolicy({ id: first.id, rev: 1, name: 'wider', images: 'all' });
  expect(policy).toMatchObject({ version: 2, name: 'wider', images: 'all', keys: 2 });
  expect(keys).toEqual({ updated: 2, missed: 0 });
  for (const { id } of [key, other.key])
    expect((await api.readKey({ id })).policy).toEqual({ id: first.id, version: 2 });
  expect(await codeOf(callStateless({ secret, image: 'code_latest' }))).toBe('passed');

  const { versions } = await api.listPolicyVersions({ id: first.id });
  expect(versions).toMatchObject([
    { version: 2, name: 'wider', images: 'all', actor },
    { version: 1, name: first.name, images: ['linux_latest'] },
  ]);
});

test('of two edits of the same version one is kept and the other is told', async () => {
  const { id } = await givenPolicy();
  const edits = [10, 20, 30].map((maxRunMinutes) =>
    api.editPolicy({ id, rev: 1, name: `by ${maxRunMinutes} ${id}`, maxRunMinutes }),
  );
  const done = await Promise.allSettled(edits);
  const kept = done.filter(({ status }) => status === 'fulfilled');
  expect(kept).toHaveLength(1);
  for (const each of done)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'revision_mismatch' });
  const current = await api.readPolicy({ id });
  expect(await env.SHELF.get(`policy:${id}:${current.version}`, 'json')).toMatchObject({
    maxRunMinutes: current.maxRunMinutes,
  });
  expect((await api.listPolicyVersions({ id })).versions).toHaveLength(2);
});

test('the built-in policy can be neither changed nor deleted', async () => {
  const id = 'pol_default';
  const change = api.editPolicy({ id, rev: 1, name: 'mine' });
  await expect(change).rejects.toMatchObject({ code: 'policy_builtin' });
  await expect(api.deletePolicy({ id })).rejects.toMatchObject({ code: 'policy_builtin' });
  expect((await api.listPolicyVersions({ id })).versions).toMatchObject([{ version: 1, images: 'all' }]);
});

test('a policy that a key has is not deleted; its keys can be listed, and the last one to leave frees it', async () => {
  const { id: policyId } = await givenPolicy();
  const { key } = await api.createKey({ name: 'holds its policy', policyId });
  await expect(api.deletePolicy({ id: policyId })).rejects.toMatchObject({ code: 'policy_in_use' });
  expect((await api.listKeys({ policy: policyId })).keys).toEqual([key]);

  await api.assignPolicy({ id: key.id, policyId: 'pol_default' });
  expect(await api.deletePolicy({ id: policyId })).toEqual({ id: policyId });
  await expect(api.readPolicy({ id: policyId })).rejects.toMatchObject({ code: 'policy_not_found' });
  await expect(api.deletePolicy({ id: policyId })).rejects.toMatchObject({ code: 'policy_not_found' });
  await expect(api.assignPolicy({ id: key.id, policyId })).rejects.toMatchObject({
    code: 'policy_not_found',
  });
});

test('a policy that is not there is not found at its address, and cannot be processed where a body names it', async () => {
  const { id } = await givenKey();
  const policyId = 'pol_00000000000000000000';
  const ask = async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'if-match': '*',
      'idempotency-key': crypto.randomUUID(),
    };
    const answer = await send(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const { status, code } = await answer.json<{ status: number; code: string }>();
    return [answer.status, status, code];
  };
  const missing = (status: number) => [status, status, 'policy_not_found'];
  expect(await ask('GET', `/v1/policies/${policyId}`)).toEqual(missing(404));
  expect(await ask('DELETE', `/v1/policies/${policyId}`)).toEqual(missing(404));
  expect(await ask('POST', `/v1/keys/${id}/policy`, { policyId })).toEqual(missing(422));
  expect(await ask('POST', '/v1/keys', { name: 'under nothing', policyId })).toEqual(missing(422));
});

test('a key on its way to a policy that is deleted meanwhile keeps the one it had', async () => {
  const { id: policyId } = await givenPolicy();
  const { id } = await givenKey();
  await api.deletePolicy({ id: policyId });
  const late = env.GATE.getByName(id).assign({ id: policyId, version: 1 }, false, {
    actor: 'tests',
    device: null,
    requestId: 'late',
  });
  expect(await late).toEqual({ ok: false, code: 'policy_not_found' });
  expect(await api.readKey({ id })).toMatchObject({ policy: { id: 'pol_default' }, rev: 1 });
  expect((await api.disableKey({ id })).key.rev).toBe(2);
});

test('what a version says never changes', async () => {
  const { id } = await givenPolicy();
  const change = env.RECORD.prepare("UPDATE policy_versions SET body = '{}' WHERE policy_id = ?").bind(id);
  await expect(change.run()).rejects.toThrow('immutable');
  const drop = env.RECORD.prepare('DELETE FROM policy_versions WHERE policy_id = ?').bind(id);
  await expect(drop.run()).rejects.toThrow('immutable');
});
