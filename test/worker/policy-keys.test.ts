import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { tellPolicies } from '../../worker/schedule/tell-policies.ts';
import { api, send } from './support/calls.ts';
import { token } from './support/owner.ts';

const fields = { images: ['linux_latest'], release: null, maxRunMinutes: 10 };

/** Edits the policy as a script does; the status of the answer and what it says. */
async function edit(id: string, change: object) {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'if-match': '*',
  };
  const answer = await send(`/v1/policies/${id}`, { method: 'PATCH', headers, body: JSON.stringify(change) });
  return { status: answer.status, said: await answer.json() };
}

/** Rows of keys that have a policy and no gate, so that telling them is quick and fails. */
async function givenRows(policy: string, count: number): Promise<void> {
  const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    INSERT INTO keys (id, project_id, name, masked, status, policy_id, policy_version, rev, created_at, changed_at)
    SELECT 'key_' || lower(hex(randomblob(8))), 'prj_default', ?1 || i, 'khk_', 'active', ?1, 1, 1, i, i FROM n`;
  await env.RECORD.prepare(sql).bind(policy, count).run();
}

test('an edit that every key was told of is done', async () => {
  const { id } = await api.createPolicy({ ...fields, name: 'few keys' });
  const { key } = await api.createKey({ name: 'few', policyId: id });
  expect(await edit(id, { maxRunMinutes: 20 })).toMatchObject({
    status: 200,
    said: { keys: { updated: 1, missed: 0 }, progress: null, policy: { keys: 1, behind: 0 } },
  });
  expect((await api.readKey({ id: key.id })).policy).toEqual({ id, version: 2 });
});

test('an edit of a policy of many keys answers before all of them were told, and says where to look', async () => {
  const { id } = await api.createPolicy({ ...fields, name: 'many keys' });
  await givenRows(id, 1_200);
  const { status, said } = await edit(id, { maxRunMinutes: 20 });
  expect(status).toBe(202);
  const left = { keys: 1_000, behind: 1_000 }; // As far as is counted.
  expect(said).toMatchObject({
    keys: { updated: 0, missed: 200 },
    progress: `/v1/policies/${id}`,
    policy: left,
  });
  expect(await api.readPolicy({ id })).toMatchObject(left);
});

test('keys that an edit did not reach are told by the next run', async () => {
  const { id } = await api.createPolicy({ ...fields, name: 'later' });
  await givenRows(id, 200);
  const { key } = await api.createKey({ name: 'later', policyId: id });
  expect((await edit(id, { maxRunMinutes: 20 })).status).toBe(202);
  expect((await api.readKey({ id: key.id })).policy).toEqual({ id, version: 1 });
  await env.RECORD.prepare("UPDATE keys SET status = 'deleted' WHERE masked = 'khk_'").run();
  await tellPolicies.run({ env, now: Date.now(), mark: null });
  expect((await api.readKey({ id: key.id })).policy).toEqual({ id, version: 2 });
  expect(await api.readPolicy({ id })).toMatchObject({ keys: 1, behind: 0 });
});
