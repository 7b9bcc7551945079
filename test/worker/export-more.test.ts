import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { auditKeyPrint } from '../../worker/audit/key-print.ts';
import { hashOver } from '../../worker/deployment/export-line.ts';
import { keyring } from '../../worker/secrets/keyring.ts';
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

/** All that the check of the whole audit comes to. */
async function check() {
  const faults: unknown[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const part: Awaited<ReturnType<typeof api.readAuditCheck>> = await api.readAuditCheck(
      cursor ? { cursor } : {},
    );
    if (part.fault) faults.push(part.fault);
    if (part.next === null) return { checked: part.checked, otherKey: part.otherKey, faults };
    cursor = part.next;
  }
  throw new Error('a check without an end');
}

/** Lines of an export with the end that belongs to them. */
async function ended(lines: readonly string[]): Promise<string[]> {
  let hash = '';
  for (const line of lines) hash = await hashOver(hash, line);
  return [...lines, JSON.stringify({ n: lines.length + 1, kind: 'end', data: { hash } })];
}

/** The export of a deployment with chains of all kinds, and the fingerprint in its header. */
async function givenHistory() {
  await emptied();
  await givenPerson(everywhere('operator'));
  await api.disableImage({ id: 'mobile_latest' });
  const { key } = await api.createKey({ name: 'has a history' });
  await api.editKey({ id: key.id, note: 'by hand' });
  const lines = await exportAll();
  const print = /"auditKey":"([0-9a-f]{16})"/.exec(lines[0] ?? '')?.[1] ?? '';
  const asIs = lines.filter((line) => !line.includes('"kind":"end"'));
  const foreign = asIs.map((line) => line.replace(print, otherPrint).replace('by hand', 'by foot'));
  await emptied();
  return { id: key.id, lines, print, foreign };
}

const otherPrint = 'f'.repeat(16);

test('restored chains are whole, and the audit tells of the restore', async () => {
  const { lines, print } = await givenHistory();
  expect(print).toBe(await auditKeyPrint(await keyring(env)));
  await restoreAll(lines);
  expect(await check()).toMatchObject({ otherKey: 0, faults: [] });
  const { lines: told } = await api.listAudit({ action: 'deployment.restore' });
  const after = { lines: lines.length, otherKey: 0 };
  expect(told).toMatchObject([{ subject: 'prj_default', actor, after }]);
});

test('of lines from under another key only the order is vouched for, and it is said of how many', async () => {
  const { id, foreign } = await givenHistory();
  await restoreAll(await ended(foreign));
  const { otherKey, checked, faults } = await check();
  expect(faults).toEqual([]);
  expect(otherKey).toBeGreaterThan(0);
  expect(otherKey).toBeLessThan(checked);
  const { lines: told } = await api.listAudit({ action: 'deployment.restore' });
  expect(told[0]?.after).toMatchObject({ otherKey });
  await api.editKey({ id, note: 'afterwards' });
  expect(await api.readAuditCheck({ subject: id })).toMatchObject({ otherKey: 2, checked: 4, fault: null });

  await emptied();
  const gap = foreign.map((line) =>
    line.includes('key.create') ? line.replace('"seq":1', '"seq":null') : line,
  );
  await restoreAll(await ended(gap));
  const fault = { seq: 2, reason: 'missing' };
  expect(await api.readAuditCheck({ subject: id })).toMatchObject({ fault });
});

test('lines that come back under their own key are checked again', async () => {
  const { id, print, foreign } = await givenHistory();
  await restoreAll(await ended(foreign));
  const back = (await exportAll()).slice(0, -1).map((line) => line.replaceAll(otherPrint, print));
  await emptied();
  await restoreAll(await ended(back));
  expect((await check()).otherKey).toBe(0);
  const fault = { seq: 2, reason: 'changed' };
  expect(await api.readAuditCheck({ subject: id })).toMatchObject({ fault });
});

test('a deployment whose own project or images were changed takes no restore: their chains have begun', async () => {
  await emptied();
  const lines = await exportAll(); // Which is a line in the chain of the project.
  await expect(restoreAll(lines)).rejects.toMatchObject({ code: 'deployment_not_empty' });
  await emptied();
  await api.disableImage({ id: 'mobile_latest' });
  await expect(restoreAll(lines)).rejects.toMatchObject({ code: 'deployment_not_empty' });
});
