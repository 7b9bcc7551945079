import { env } from 'cloudflare:workers';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';

import { tellSoon } from '../../worker/webhooks/run-outbox.ts';
import { createDeliveryLog } from '../../worker/webhooks/delivery-log.ts';
import { deliverDue } from '../../worker/webhooks/deliver.ts';
import { api } from './support/calls.ts';
import { givenUpstream, type Asked } from './support/upstream.ts';
import { actor } from './support/owner.ts';

afterEach(() => vi.restoreAllMocks());

const day = 86_400_000;
let made = 0;

async function givenWebhook(fields: Partial<Parameters<typeof api.createWebhook>[0]> = {}) {
  made += 1;
  const { id: project } = await api.createProject({ name: `told ${made}` });
  const events = ['key.created', 'key.disabled', 'key.deleted'] as const;
  const url = `https://hooks.vendor.com/${made}`;
  const { webhook, secret } = await api.createWebhook({ url, events: [...events], project, ...fields });
  return { ...webhook, secret, project };
}

const to = (asked: readonly Asked[], url: string) => asked.filter(({ request }) => request.url === url);
const bodyOf = ({ body }: Asked) => new TextDecoder().decode(body);
const at = (now: number) => ({ now: () => now, chance: () => 0 });
const answers = (...codes: number[]) => {
  let last = 200;
  return () => new Response(null, { status: (last = codes.shift() ?? last) });
};

/** A delivery that nothing but the test sends: a request to the API would be followed by an attempt at once. */
function queued(id: string) {
  return createDeliveryLog(env.RECORD).add(id, 'test', '{"type":"test"}', Date.now());
}

async function deliveries(id: string) {
  return (await api.listDeliveries({ id })).deliveries;
}

test('a change is told at once to who asked for it, signed so that any Standard Webhooks library agrees', async () => {
  const asked = givenUpstream(answers(204));
  const { id, url, secret, project } = await givenWebhook();
  const { key, secret: value } = await api.createKey({ name: 'told of', project });
  await vi.waitFor(() => expect(to(asked, url)).toHaveLength(1), { interval: 10 });
  const [told] = to(asked, url);
  const headers = Object.fromEntries(told?.request.headers ?? []);
  const body = told ? bodyOf(told) : '';
  expect(new Webhook(secret).verify(body, headers)).toEqual({
    type: 'key.created',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: { key: { id: key.id, name: 'told of' }, projectId: project, actor },
  });
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature');
  expect(body).not.toContain(value);
  expect(body).not.toContain(key.masked);
  await vi.waitFor(
    async () =>
      expect(await deliveries(id)).toMatchObject([
        { event: 'key.created', status: 'delivered', attempts: 1, httpStatus: 204, nextAt: null },
      ]),
    { interval: 10 },
  );
});

test('no other project, no other event and nothing from before is told', async () => {
  const asked = givenUpstream(answers(200));
  const other = await givenWebhook();
  const { url, project } = await givenWebhook({ events: ['key.deleted'] });
  const { key } = await api.createKey({ name: 'goes', project });
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  await tellSoon(env);
  await tellSoon(env);
  expect(to(asked, url).map((each) => JSON.parse(bodyOf(each)).type)).toEqual(['key.deleted']);
  const late = await api.createWebhook({ url: `${url}/late`, events: ['key.deleted'], project });
  await env.RECORD.prepare('UPDATE webhook_progress SET audit_line = 0').run();
  await tellSoon(env);
  expect(await deliveries(late.webhook.id)).toEqual([]);
  expect(to(asked, url)).toHaveLength(1);
  expect(to(asked, other.url)).toEqual([]);
});

test('a change never waits for a webhook, nor fails with it', async () => {
  givenUpstream(() => new Promise(() => undefined));
  const { project } = await givenWebhook();
  expect(await api.createKey({ name: 'does not wait', project })).toHaveProperty('secret');
});

test('what does not arrive is tried again for three days, then given up, and the webhook switched off', async () => {
  const asked = givenUpstream(() => new Response('no', { status: 500 }));
  const { id, url } = await givenWebhook();
  const { id: delivery, createdAt } = await queued(id);
  let now = createdAt;
  const tried: number[] = [];
  for (let round = 0; round < 30; round += 1) {
    await deliverDue(env, at(now));
    const [row] = await deliveries(id);
    if (row?.triedAt === now) tried.push(now - createdAt);
    if (row?.status !== 'pending') break;
    now = row.nextAt ?? now;
    await deliverDue(env, at(now - 1));
  }
  expect(tried.slice(0, 4)).toEqual([0, 5_000, 305_000, 2_105_000]);
  expect(tried).toHaveLength(10);
  expect(await deliveries(id)).toMatchObject([
    { status: 'failed', attempts: 10, httpStatus: 500, nextAt: null },
  ]);
  expect(await api.readWebhook({ id })).toMatchObject({ enabled: false, disabledBecause: 'failing' });
  const ids = to(asked, url).map(({ request }) => request.headers.get('webhook-id'));
  expect(new Set(ids)).toEqual(new Set([delivery]));

  vi.restoreAllMocks();
  const again = givenUpstream(answers(200));
  await api.editWebhook({ id, enabled: true });
  expect(await api.replayFailed({ id })).toEqual({ replayed: 1 });
  const well = { enabled: true, disabledBecause: null, failingSince: null };
  await vi.waitFor(() => expect(to(again, url)).toHaveLength(1), { interval: 10 });
  await vi.waitFor(async () => expect(await api.readWebhook({ id })).toMatchObject(well), { interval: 10 });
});

test('a server that says it is gone is not asked again', async () => {
  givenUpstream(answers(410));
  const { id } = await givenWebhook();
  await queued(id);
  await deliverDue(env, at(Date.now()));
  expect(await api.readWebhook({ id })).toMatchObject({ enabled: false, disabledBecause: 'gone' });
});

test('a redirect is not followed, and no answer at all is told by its code', async () => {
  const asked = givenUpstream((request) =>
    request.url.endsWith('/down')
      ? Promise.reject(new TypeError('gone'))
      : new Response(null, { status: 302, headers: { location: 'https://127.0.0.1/' } }),
  );
  const moved = await givenWebhook();
  const down = await givenWebhook({ url: 'https://hooks.vendor.com/down' });
  for (const { id } of [moved, down]) await queued(id);
  await deliverDue(env, at(Date.now()));
  expect(await deliveries(moved.id)).toMatchObject([{ status: 'pending', httpStatus: 302, code: null }]);
  expect(await deliveries(down.id)).toMatchObject([{ httpStatus: null, code: 'upstream_unreachable' }]);
  expect(asked.every(({ request }) => new URL(request.url).host === 'hooks.vendor.com')).toBe(true);
});

test('an address that must not be called is refused when written, and not called when it was written before', async () => {
  const asked = givenUpstream();
  const { id, project } = await givenWebhook();
  const url = 'https://169.254.169.254/';
  const expected = { code: 'upstream_url_forbidden', fields: [{ pointer: '/url' }] };
  const make = api.createWebhook({ url, events: ['key.created'], project });
  await expect(make).rejects.toMatchObject(expected);
  await expect(api.editWebhook({ id, url })).rejects.toMatchObject(expected);
  await env.RECORD.prepare('UPDATE webhooks SET url = ? WHERE id = ?').bind(url, id).run();
  await queued(id);
  await deliverDue(env, at(Date.now()));
  expect(await deliveries(id)).toMatchObject([{ httpStatus: null, code: 'upstream_url_forbidden' }]);
  expect(asked).toEqual([]);
});

test('after a rotation both secrets sign for a day, then only the new one', async () => {
  const asked = givenUpstream(answers(200));
  const { id, url, secret: before } = await givenWebhook();
  const { secret, webhook } = await api.rotateWebhookSecret({ id, rev: 1 });
  expect([webhook.rev, secret === before]).toEqual([2, false]);
  const { id: delivery } = await queued(id);
  const check = (told: Asked | undefined, by: string) => {
    const headers = Object.fromEntries(told?.request.headers ?? []);
    const now = String(Math.floor(Date.now() / 1000));
    const time = headers['webhook-timestamp'] ?? now;
    vi.useFakeTimers({ toFake: ['Date'], now: Number(time) * 1000 });
    try {
      return new Webhook(by).verify(told ? bodyOf(told) : '', headers);
    } finally {
      vi.useRealTimers();
    }
  };
  await deliverDue(env, at(Date.now()));
  const [first] = to(asked, url);
  for (const each of [secret, before]) expect(check(first, each)).toMatchObject({ type: 'test' });

  await createDeliveryLog(env.RECORD).replay(id, delivery, Date.now());
  await deliverDue(env, at(Date.now() + day + 1));
  const second = to(asked, url)[1];
  expect(check(second, secret)).toMatchObject({ type: 'test' });
  expect(() => check(second, before)).toThrow('No matching signature');
});
