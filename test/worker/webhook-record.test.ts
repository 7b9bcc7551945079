import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { gatherChanges } from '../../worker/webhooks/gather-changes.ts';
import { gatherUnused } from '../../worker/webhooks/gather-unused.ts';
import { gatherDates } from '../../worker/webhooks/gather-dates.ts';
import { runOutbox } from '../../worker/webhooks/run-outbox.ts';
import { flushEvents } from './support/audit.ts';
import { api, callStateless, send } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const day = 86_400_000;
let made = 0;

async function givenWebhook(events: Parameters<typeof api.createWebhook>[0]['events']) {
  made += 1;
  const { id: project } = await api.createProject({ name: `recorded ${made}` });
  const url = `https://hooks.vendor.com/recorded/${made}`;
  return api.createWebhook({ url, events, project });
}

async function eventsOf(id: string) {
  return (await api.listDeliveries({ id })).deliveries.map(({ event }) => event).toSorted();
}

test('webhooks are listed, read, changed and deleted, and their secret is told once', async () => {
  const { webhook, secret } = await givenWebhook(['key.created']);
  const { id, projectId: project } = webhook;
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { webhooks } = await api.listWebhooks({ project });
  expect(webhooks).toEqual([webhook]);
  expect(JSON.stringify([webhooks, await api.readWebhook({ id })])).not.toContain(secret);
  const edited = await api.editWebhook({ id, rev: 1, events: ['key.deleted'], enabled: false });
  expect(edited).toMatchObject({ events: ['key.deleted'], enabled: false, rev: 2, url: webhook.url });
  for (const late of [() => api.editWebhook({ id, rev: 1 }), () => api.deleteWebhook({ id, rev: 1 })])
    await expect(late()).rejects.toMatchObject({ code: 'revision_mismatch' });
  await api.testWebhook({ id });
  await api.deleteWebhook({ id, rev: 2 });
  await expect(api.listDeliveries({ id })).rejects.toMatchObject({ code: 'webhook_not_found' });
  const left = await env.RECORD.prepare('SELECT count(*) AS n FROM webhook_deliveries WHERE webhook_id = ?')
    .bind(id)
    .first<{ n: number }>();
  expect(left?.n).toBe(0);
  const lines = await env.RECORD.prepare('SELECT action FROM audit WHERE subject = ? ORDER BY seq')
    .bind(id)
    .all();
  expect(lines.results.map(({ action }) => action)).toEqual([
    'webhook.create',
    'webhook.edit',
    'webhook.delete',
  ]);
});

test('a project has twenty webhooks at most', async () => {
  const { webhook } = await givenWebhook(['key.created']);
  const { projectId: project, url } = webhook;
  for (let count = 1; count < 20; count += 1)
    await api.createWebhook({ url: `${url}/${count}`, events: ['key.created'], project });
  const more = api.createWebhook({ url, events: ['key.created'], project });
  await expect(more).rejects.toMatchObject({ code: 'webhook_limit' });
});

test('a key that will expire is told of seven days and one day before, once each', async () => {
  const { webhook } = await givenWebhook(['key.expiring']);
  const now = Date.now();
  const key = { name: 'expires', project: webhook.projectId, expiresAt: now + 8 * day };
  await api.createKey(key);
  await gatherDates(env.RECORD, now);
  expect(await eventsOf(webhook.id)).toEqual([]);
  for (const later of [1, 1.1, 2, 7, 7.1, 7.9]) await gatherDates(env.RECORD, now + later * day + 1);
  const { deliveries } = await api.listDeliveries({ id: webhook.id });
  expect(deliveries.map(({ event }) => event)).toEqual(['key.expiring', 'key.expiring']);
});

test('a key that nobody has used for ninety days is told of once', async () => {
  const { webhook } = await givenWebhook(['key.unused']);
  const { key } = await api.createKey({ name: 'forgotten', project: webhook.projectId });
  const due = key.createdAt + 90 * day;
  await gatherUnused(env.RECORD, due - 3, due - 1);
  expect(await eventsOf(webhook.id)).toEqual([]);
  const next = await gatherUnused(env.RECORD, due - 1, due);
  await gatherUnused(env.RECORD, due - 1, due + 1);
  await gatherUnused(env.RECORD, next, due + day);
  expect(await eventsOf(webhook.id)).toEqual(['key.unused']);
});

test('limits, exposures and rotations are told from the audit, a limit once an hour', async () => {
  const { webhook } = await givenWebhook(['limit.hit', 'key.exposed', 'key.rotated']);
  const now = Date.now();
  const line = (action: string, at: number, after: object | null) =>
    env.RECORD.prepare(
      `INSERT INTO audit (op_id, subject, project_id, action, outcome, actor, request_id, at, after)
       VALUES (?, 'key_ofTheAudit00000', ?, ?, 'done', 'console', '', ?, ?)`,
    ).bind(crypto.randomUUID(), webhook.projectId, action, at, after && JSON.stringify(after));
  const hour = Math.ceil(now / 3_600_000) * 3_600_000;
  await env.RECORD.batch([
    line('call.refuse', hour, { code: 'rate_limited' }),
    line('call.refuse', hour + 1, { code: 'rate_limited' }),
    line('call.refuse', hour + 2, { code: 'quota_exceeded' }),
    line('call.refuse', hour + 3, { code: 'image_not_allowed' }),
    line('key.expose', hour + 4, null),
    line('key.rotate', hour + 5, null),
  ]);
  await gatherChanges(env.RECORD, now);
  expect(await eventsOf(webhook.id)).toEqual(['key.exposed', 'key.rotated', 'limit.hit', 'limit.hit']);
});

test('deliveries are listed by pages and by status, and forgotten after thirty days', async () => {
  givenUpstream(() => new Response(null, { status: 204 }));
  const { webhook } = await givenWebhook(['key.created']);
  const { id } = webhook;
  for (let count = 0; count < 5; count += 1) await api.testWebhook({ id });
  const isAllIn = async () =>
    expect((await api.listDeliveries({ id, status: 'delivered' })).deliveries).toHaveLength(5);
  await vi.waitFor(isAllIn, { interval: 10 });
  const first = await api.listDeliveries({ id, limit: '3' });
  const second = await api.listDeliveries({ id, limit: '3', cursor: first.next ?? '' });
  const all = [...first.deliveries, ...second.deliveries];
  expect(new Set(all.map((each) => each.id)).size).toBe(5);
  expect(second.next).toBeNull();
  expect(all.every(({ status }) => status === 'delivered')).toBe(true);
  expect((await api.listDeliveries({ id, status: 'failed' })).deliveries).toEqual([]);
  await expect(api.replayDelivery({ id, delivery: `msg_${'0'.repeat(32)}` })).rejects.toMatchObject({
    code: 'delivery_not_found',
  });
  const [one] = all;
  await api.replayDelivery({ id, delivery: one?.id ?? '' });
  await vi.waitFor(isAllIn, { interval: 10 });
  await runOutbox.run({ env, now: Date.now() + 31 * day, mark: null });
  expect((await api.listDeliveries({ id })).deliveries).toEqual([]);
});

test('a rotation, an exposure and a limit that was reached are told as they really happen', async () => {
  const { webhook } = await givenWebhook(['key.rotated', 'key.exposed', 'limit.hit']);
  const { projectId: project } = webhook;
  givenUpstream();
  const policy = await api.createPolicy({
    project,
    name: 'one a minute',
    images: 'all',
    release: null,
    maxRunMinutes: 10,
    callsPerMinute: 1,
  });
  const busy = await api.createKey({ name: 'busy', project, policyId: policy.id });
  const { id } = busy.key;
  const call = { secret: busy.secret, method: 'tools/call', params: { name: 'run' } };
  const statuses = [(await callStateless(call)).status, (await callStateless(call)).status];
  expect(statuses).toEqual([200, 429]);
  const { secret } = await api.rotateKey({ id, overlapSeconds: 0 });
  await send(`/mcp/linux_latest?key=${secret}`, { method: 'POST' });
  await flushEvents(id);
  await vi.waitFor(async () => {
    await gatherChanges(env.RECORD, Date.now());
    expect(await eventsOf(webhook.id)).toEqual(['key.exposed', 'key.rotated', 'limit.hit']);
  });
});
