import { afterEach, expect, test, vi } from 'vitest';

import { emptied, exportAll, givenAdmin, restoreAll, secretsIn } from './support/backup.ts';
import { api, callStateless } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('images come back with their credentials, webhooks switched off', async () => {
  await emptied();
  const fields = { title: 'Mine', environment: 'code', url: 'https://mcp.example/mcp' } as const;
  const credential = { in: 'header', name: 'x-api-key', value: 'upstream-canary-1' } as const;
  const { image } = await api.createImage({ ...fields, credential });
  await api.disableImage({ id: 'mobile_latest' });
  const hook = await api.createWebhook({ url: 'https://hooks.example/in', events: ['key.created'] });
  const before = (await api.listImages({})).images;
  const { publicKey, privateKey } = await givenAdmin();
  const lines = await exportAll(publicKey);
  expect(lines.join()).not.toContain(credential.value);
  expect((await api.listAudit({ subject: image.id })).lines[0]).toMatchObject({ action: 'image.export' });
  const secrets = await secretsIn(lines, privateKey);
  expect(secrets).toEqual({ [image.id]: credential.value });

  await emptied();
  expect(await restoreAll(lines, secrets)).toMatchObject({ done: true });
  expect((await api.listImages({})).images).toEqual(before);
  const { webhooks } = await api.listWebhooks({});
  expect(webhooks).toMatchObject([{ id: hook.webhook.id, enabled: false, url: 'https://hooks.example/in' }]);
  const sent = givenUpstream();
  const { secret } = await api.createKey({ name: 'with image' });
  expect((await callStateless({ secret, image: image.id })).status).toBe(200);
  expect(sent.at(-1)?.request.headers.get('x-api-key')).toBe(credential.value);
  expect((await callStateless({ secret, image: 'mobile_latest' })).status).not.toBe(200);

  await emptied();
  await restoreAll(lines);
  expect(await api.readImage({ id: image.id })).toMatchObject({ enabled: false, hasCredential: false });
});
