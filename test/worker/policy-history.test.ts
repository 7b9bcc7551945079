import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { api, send } from './support/calls.ts';
import { givenKeyUnder, only } from './support/policies.ts';
import { token } from './support/owner.ts';

const rawly = (path: string, method: string, headers: Record<string, string>, body?: object) =>
  send(path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });

test('an edit changes what it names and leaves the rest as it was', async () => {
  const { policy } = await givenKeyUnder({ tools: only('read'), stealth: true, maxSessions: 3 });
  const { policy: edited } = await api.editPolicy({ id: policy.id, rev: 1, maxRunMinutes: 7 });
  expect(edited).toMatchObject({ rev: 2, version: 2, maxRunMinutes: 7 });
  expect(edited).toMatchObject({ tools: { ...only('read') }, stealth: true, maxSessions: 3 });
});

test('an edit needs the revision that it is an edit of, which a read tells as its ETag', async () => {
  const { policy } = await givenKeyUnder({});
  const path = `/v1/policies/${policy.id}`;
  expect((await rawly(path, 'GET', {})).headers.get('etag')).toBe('"r1"');
  expect((await rawly(path, 'PATCH', {}, { stealth: true })).status).toBe(428);
  const edited = await rawly(path, 'PATCH', { 'if-match': '"r1"' }, { stealth: true });
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"r2"']);
  expect((await rawly(path, 'PATCH', { 'if-match': '"r1"' }, { stealth: false })).status).toBe(412);
  expect((await rawly(path, 'DELETE', { 'if-match': '"r1"' })).status).toBe(409);
  expect((await api.editPolicy({ id: policy.id, stealth: false })).policy.rev).toBe(3);
});

test('two versions are compared field by field and rule by rule', async () => {
  const { policy } = await givenKeyUnder({ tools: only('read') });
  const rules = [...only('read').rules, { pattern: 'write', effect: 'allow' as const }];
  await api.editPolicy({ id: policy.id, rev: 1, tools: { rules, otherwise: 'deny' }, maxSessions: 2 });
  const { changes } = await api.readPolicyDiff({ id: policy.id, from: '1', to: '2' });
  expect(changes).toEqual([
    { pointer: '/tools/rules/1', after: { pattern: 'write', effect: 'allow', when: [] } },
    { pointer: '/maxSessions', before: null, after: 2 },
  ]);
  expect((await api.readPolicyDiff({ id: policy.id, from: '2', to: '2' })).changes).toEqual([]);
  const unknown = api.readPolicyDiff({ id: policy.id, from: '1', to: '9' });
  await expect(unknown).rejects.toMatchObject({ code: 'policy_version_not_found' });
});

test('an earlier version is restored as a new one, and its keys are told', async () => {
  const { id: keyId, policy } = await givenKeyUnder({ tools: only('read') });
  const { id } = policy;
  await api.editPolicy({ id, rev: 1, tools: only('*'), name: `${policy.name} wide` });
  const restored = await api.restorePolicy({ id, rev: 2, version: 1 });
  expect(restored).toMatchObject({
    policy: { version: 3, name: policy.name },
    keys: { updated: 1, missed: 0 },
  });
  expect((await api.readPolicyDiff({ id, from: '1', to: '3' })).changes).toEqual([]);
  expect((await api.readKey({ id: keyId })).policy).toEqual({ id, version: 3 });
  await expect(api.restorePolicy({ id, rev: 2, version: 1 })).rejects.toMatchObject({
    code: 'revision_mismatch',
  });
  await expect(api.restorePolicy({ id, version: 8 })).rejects.toMatchObject({
    code: 'policy_version_not_found',
  });
});

test('a policy in use is not deleted, and the refusal names up to ten of its keys', async () => {
  const { policy } = await givenKeyUnder({});
  for (let count = 0; count < 10; count += 1)
    await api.createKey({ name: `holds ${policy.id} ${count}`, policyId: policy.id });
  const refused = await rawly(`/v1/policies/${policy.id}`, 'DELETE', { 'if-match': '*' });
  const { code, keys } = await refused.json<{ code: string; keys: string[] }>();
  expect([refused.status, code, keys.length]).toEqual([409, 'policy_in_use', 10]);
  for (const key of keys) expect((await api.readKey({ id: key })).policy.id).toBe(policy.id);
});

test('every change of a policy is in the audit, with what it changed', async () => {
  const { policy } = await givenKeyUnder({});
  const free = await api.createPolicy({
    name: `free ${policy.id}`,
    images: 'all',
    release: null,
    maxRunMinutes: 9,
  });
  await api.editPolicy({ id: free.id, rev: 1, maxRunMinutes: 8 });
  await api.restorePolicy({ id: free.id, rev: 2, version: 1 });
  await api.deletePolicy({ id: free.id, rev: 3 });
  const sql = 'SELECT action, rev, before, after FROM audit WHERE subject = ? ORDER BY seq';
  const { results } = await env.RECORD.prepare(sql).bind(free.id).all<Record<string, string>>();
  const read = (text: string | null | undefined) => (text ? (JSON.parse(text) as object) : null);
  expect(
    results.map(({ action, rev, before, after }) => [action, rev, read(before), read(after)]),
  ).toMatchObject([
    ['policy.create', 1, null, { maxRunMinutes: 9 }],
    ['policy.edit', 2, { maxRunMinutes: 9 }, { maxRunMinutes: 8 }],
    ['policy.restore', 3, { maxRunMinutes: 8 }, { maxRunMinutes: 9 }],
    ['policy.delete', 4, { maxRunMinutes: 9 }, null],
  ]);
  expect(Object.keys(read(results[1]?.['after']) ?? {})).toEqual(['maxRunMinutes']);
});
