import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, test, vi } from 'vitest';

import { emptied, exportAll, givenAdmin, restoreAll, secretsIn } from './support/backup.ts';
import { chainOf } from './support/audit.ts';
import { api, callStateless } from './support/calls.ts';
import { actor } from './support/owner.ts';
import { directory, everywhere, givenPerson, givenToken } from './support/people.ts';
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

test('people come back as they were, once, beside whoever restores; their tokens do not', async () => {
  const identities = [{ issuer: 'https://idp.example', subject: '7' }];
  const operator = { ...(await givenPerson(everywhere('operator'), 'Bo')), identities };
  await runInDurableObject(directory(), ({ parts: { people } }) => people.write(operator));
  const auditor = await givenToken(everywhere('auditor'));
  const owner = (await api.readMe({})).person.id;
  const lines = await exportAll();
  expect(lines.join()).not.toContain(auditor.secret);

  await emptied();
  await restoreAll(lines);
  expect(await api.readPerson({ id: operator.id })).toEqual(operator);
  expect((await chainOf(operator.id)).at(-1)).toMatchObject({ action: 'person.restore', actor });
  expect((await api.listTokens({})).tokens).toHaveLength(1);
  await expect(auditor.api.readMe({})).rejects.toMatchObject({ code: 'authentication_required' });
  const me = (await api.readMe({})).person.id;
  expect((await api.listPeople({ limit: '100' })).people.map(({ id }) => id)).toEqual(
    expect.arrayContaining([owner, me, operator.id, auditor.person.id]),
  );

  await api.editPerson({ id: operator.id, grants: [] });
  const [header = '', ...rest] = lines;
  await emptied();
  const damaged = rest.map((line) => line.replace('"operator"', '"emperor"'));
  await expect(api.restoreDeployment({ lines: [header, ...damaged].slice(0, 100) })).rejects.toMatchObject({
    code: 'export_damaged',
  });
});
