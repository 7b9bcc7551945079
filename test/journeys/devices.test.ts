import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import type { Client } from '../../shared/api/client.ts';
import { createApiClient } from '../../worker/local/api-client.ts';
import { startPairing } from '../../worker/local/browser/pair-extension.ts';
import { startBare, type BareDeployment } from '../support/bare-deployment.ts';
import { openChromium } from '../support/chromium.ts';
import { noteSecret } from '../support/deployment.ts';
import { findCredentials, findSecrets } from '../support/find-secrets.ts';
import { openFirefox } from '../support/firefox.ts';
import { arrivedAt, createVisits, press, textOf } from '../support/page-visits.ts';
import { givenPairing } from '../support/pairing.ts';
import { storagesFolder } from '../support/results.ts';

let bare: BareDeployment;
let api: Client;
let setupToken: string;
beforeAll(async () => {
  bare = await startBare(join(storagesFolder, 'devices'));
  noteSecret(bare.bootstrapToken);
  const identity = { issuer: bare.provider.issuer, subject: 'owner' };
  const { secret } = await createApiClient(bare.url, bare.bootstrapToken).setUp({ name: 'Owner', identity });
  noteSecret(secret);
  setupToken = secret;
  api = createApiClient(bare.url, secret);
});
afterAll(() => bare.stop());

/** A browser with a profile of its own, which stays when it is closed. */
const browsers = {
  Chromium: async (profile: string) => {
    return openChromium(inject('extension').chrome, [`--user-data-dir=${profile}`]);
  },
  Firefox: (profile: string) => openFirefox(profile),
} as const;

/** The page of the Worker that the extension has opened. */
const opened = (browser: Browser) => browser.waitForTarget((each) => each.url().startsWith(bare.url));

async function signInAt(browser: Browser, page: Page): Promise<void> {
  await page.waitForSelector('.ways button');
  await page.evaluate("document.querySelector('.ways button').click()");
  await createVisits(browser, bare).proveAs(page, 'owner');
}

/** A person signs in where the extension has sent them, compares the words, and approves. */
async function approveIn(browser: Browser, words: string): Promise<void> {
  const page = await (await opened(browser)).asPage();
  await page.bringToFront();
  await signInAt(browser, page);
  await arrivedAt(page, 'Is this your device?');
  expect((await textOf(page)).replace(/\s+/g, ' ')).toContain(words);
  await press(page, 'Approve');
  await arrivedAt(page, 'The device is connected');
  await page.close();
}

/** The access token that the extension holds in memory. */
async function heldBy(page: Page): Promise<string> {
  const access = await page.evaluate(
    "(globalThis.browser ?? chrome).storage.session.get('access').then(({ access }) => access.token)",
  );
  noteSecret(String(access));
  return String(access);
}

for (const [name, open] of Object.entries(browsers)) {
  test(`in ${name} a person pairs by hand; what is stolen is useless; revoked, the extension says so`, async () => {
    const profile = mkdtempSync(join(tmpdir(), 'keyharbor-profile-'));
    const started = await open(profile);
    const { browser } = started;
    const { key, secret } = await api.createKey({ name: `seen in ${name}` });
    noteSecret(secret);
    try {
      const page = await started.open('console.html');
      await startPairing(page, bare.url);
      const words = String(await page.evaluate("document.querySelector('.pair-words').textContent"));
      await approveIn(browser, words);
      await page.bringToFront();
      await page.waitForSelector('[data-state="ready"][data-fresh="true"]');

      // A secret passes through the extension, too, and a token is in it: neither may stay.
      const view = `button[aria-label="View value of ${key.name}"]`;
      await page.waitForSelector(view);
      await page.evaluate(`document.querySelector('${view}').click()`);
      await page.waitForFunction(`document.body.textContent.includes('${secret}')`);
      const token = await heldBy(page);
      const asScript = await fetch(`${bare.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(await asScript.json()).toMatchObject({ code: 'authentication_required' });
      const thief = await givenPairing(bare.url, 'Somebody else');
      const stolen = await thief.get('/v1/me', token);
      expect(await stolen.json()).toMatchObject({ code: 'invalid_proof', reason: 'key' });

      const [device] = (await api.listDevices({ of: 'all' })).devices;
      expect(device).toMatchObject({ state: 'active', name: expect.stringContaining('Linux') });
      await api.revokeDevice({ id: device?.id ?? '' });
      await page.reload({ waitUntil: [] }).catch(() => null); // Firefox tells no load of these pages.
      await page.waitForFunction("document.body.textContent.includes('This browser was revoked')");

      await browser.close();
      // What may be on the disk is found there, so it is looked for in the right place.
      expect(findSecrets(profile, [device?.id ?? '']).length).toBeGreaterThan(0);
      expect(findSecrets(profile, [token, secret])).toEqual([]);
      expect(findCredentials(profile)).toEqual([]);
    } finally {
      if (browser.connected) await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

/** Has the Worker find the sign-in too old, for as long as `isStale`: quarters of an hour are long for a test. */
async function ageSignIn(page: Page, origin: string, isStale: () => boolean): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.method() !== 'DELETE' || !isStale()) return void request.continue();
    const body = JSON.stringify({ code: 'reauth_required', detail: 'Sign in again.' });
    const headers = { 'access-control-allow-origin': origin };
    return void request.respond({ status: 403, contentType: 'application/problem+json', headers, body });
  });
}

test('what needs a fresh sign-in opens the page for it, and goes on by itself once that is done', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'keyharbor-profile-'));
  const chromium = await browsers.Chromium(profile);
  const { browser } = chromium;
  const { key, secret } = await api.createKey({ name: 'to be deleted' });
  noteSecret(secret);
  await api.disableKey({ id: key.id });
  try {
    await chromium.connect({ address: bare.url, token: setupToken });
    const page = await chromium.open('console.html');
    let isStale = true;
    await ageSignIn(page, chromium.url('').slice(0, -1), () => isStale);
    const remove = `button[aria-label="Delete ${key.name}"]`;
    await page.waitForSelector(remove);
    await page.evaluate(`document.querySelector('${remove}').click()`);
    await page.waitForSelector('[role="alertdialog"] button.danger');
    await page.evaluate(`document.querySelector('[role="alertdialog"] button.danger').click()`);
    await page.waitForSelector('.confirm-person');

    const newest = async () => (await api.listDevices({ of: 'all' })).devices[0];
    const before = await newest();
    const confirming = await (await opened(browser)).asPage();
    await confirming.bringToFront();
    await signInAt(browser, confirming);
    await arrivedAt(confirming, 'Confirm that it is you');
    await press(confirming, 'Confirm');
    await arrivedAt(confirming, 'Confirmed');
    const device = await newest();
    expect(device?.id).toBe(before?.id);
    expect(device?.signedInAt).not.toBe(before?.signedInAt); // Not "later": a provider tells whole seconds.
    isStale = false;
    await page.bringToFront();
    await page.waitForFunction(`document.querySelector('${remove}') === null`);
    await expect(api.readKey({ id: key.id })).rejects.toMatchObject({ code: 'key_deleted' });
    expect(await page.$('.confirm-person')).toBeNull();
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
