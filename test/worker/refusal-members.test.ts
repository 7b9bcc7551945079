import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { api, callStateless, send } from './support/calls.ts';
import { token } from './support/owner.ts';

const signed = { authorization: `Bearer ${token}` };

/** What a change that was meant for another revision is refused with. */
async function staleChange(path: string, body: object, method = 'PATCH') {
  const headers = { ...signed, 'content-type': 'application/json', 'if-match': '"r99"' };
  const answer = await send(path, { method, headers, body: JSON.stringify(body) });
  return { status: answer.status, problem: await answer.json() };
}

test('a stale change is told the revision that is there now, whatever it is a change of', async () => {
  const { key } = await api.createKey({ name: 'stale' });
  const { id: project } = await api.createProject({ name: 'stale' });
  const fields = { name: 'stale', images: ['linux_latest'], release: null, maxRunMinutes: 10 };
  const policy = await api.createPolicy(fields);
  const url = 'https://mcp.example/mcp';
  const { image } = await api.createImage({ title: 'stale', environment: 'code', url });
  const rule = await api.createSiteRule({ pattern: 'https://a.example/*', image: 'linux_latest' });
  const { webhook } = await api.createWebhook({ url: 'https://hooks.example/', events: ['key.created'] });
  const changes = {
    [`/v1/keys/${key.id}`]: { note: 'x' },
    [`/v1/projects/${project}`]: { name: 'x' },
    [`/v1/policies/${policy.id}`]: { name: 'x' },
    [`/v1/images/${image.id}`]: { note: 'x' },
    [`/v1/site-rules/${rule.id}`]: { format: null },
    [`/v1/webhooks/${webhook.id}`]: { enabled: false },
  };
  for (const [path, body] of Object.entries(changes))
    expect([path, await staleChange(path, body)]).toMatchObject([
      path,
      { status: 412, problem: { code: 'revision_mismatch', current_rev: 1 } },
    ]);
});

test('what a key’s status refuses is answered with what it allows', async () => {
  const { key } = await api.createKey({ name: 'allowed' });
  const refused = async () => {
    const headers = { ...signed, 'if-match': '*' };
    return (await send(`/v1/keys/${key.id}`, { method: 'DELETE', headers })).json();
  };
  const active = await refused();
  expect(active).toMatchObject({ code: 'key_active', current_rev: 1 });
  const { allowed } = active as { allowed: string[] };
  expect(allowed).toEqual(expect.arrayContaining(['disable', 'rotate', 'edit']));
  expect(allowed).not.toContain('delete');
  await api.editKey({ id: key.id, protected: true });
  await api.disableKey({ id: key.id });
  const kept = (await refused()) as { allowed: string[] };
  expect(kept).toMatchObject({ code: 'key_protected', current_rev: 3 });
  expect([kept.allowed.includes('enable'), kept.allowed.includes('delete')]).toEqual([true, false]);
});

test('on an MCP address a refusal names its page', async () => {
  const refused = await callStateless({ secret: 'nothing' });
  const { error } = await refused.json<{ error: { data: { type: string; code: string } } }>();
  expect(error.data.type).toBe(`${env.GATEWAY}/docs/errors/${error.data.code}`);
});
