import { join } from 'node:path';

import { launch, type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApiClient } from '../../worker/local/api-client.ts';
import { startBare, type BareDeployment } from '../support/bare-deployment.ts';
import { findChromium } from '../support/browsers.ts';
import { noteSecret } from '../support/deployment.ts';
import { arrivedAt, createVisits, headingOf, look, press, textOf } from '../support/page-visits.ts';
import { givenPairing } from '../support/pairing.ts';
import { storagesFolder } from '../support/results.ts';

const here = 'the sign-in of this machine';
let bare: BareDeployment;
let browser: Browser;
let visits: ReturnType<typeof createVisits>;
let consoleToken = '';

beforeAll(async () => {
  bare = await startBare(join(storagesFolder, 'sign-in'));
  noteSecret(bare.bootstrapToken);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root.
  browser = await launch({ executablePath: await findChromium(), headless: true, args });
  visits = createVisits(browser, bare);
});
afterAll(async () => {
  await browser.close();
  await bare.stop();
});

async function becomeOwner(page: Page, name: string, token: string) {
  await visits.open(page, '/setup');
  await page.type('input[name=name]', name);
  await page.type('input[name=token]', token);
  await press(page, 'Become the owner');
}

test('the first owner comes by the bootstrap token, adds a way to sign in, and comes back by it', async () => {
  const page = await visits.arrive();
  await visits.open(page, '/setup');
  await look(page, 'setup');
  await becomeOwner(page, 'Ada', bare.bootstrapToken);
  await arrivedAt(page, 'You are the owner');
  consoleToken = String(await page.evaluate("document.querySelector('main code').textContent"));
  noteSecret(consoleToken);

  await press(page, 'Add a way to sign in');
  await arrivedAt(page, 'Ada');
  await look(page, 'account-new');
  await press(page, `Add ${here}`);
  await page.waitForSelector('input[name=code]');
  await look(page, 'provider');
  await visits.proveAs(page, 'owner');
  await arrivedAt(page, 'Ada');
  await look(page, 'account');
  await press(page, 'Sign out');
  await arrivedAt(page, 'You are signed out');
  await look(page, 'signed-out');

  await press(page, 'Sign in again');
  await arrivedAt(page, 'Sign in');
  await look(page, 'sign-in');
  await press(page, `Continue with ${here}`); // Where it is known by now who this is.
  await arrivedAt(page, 'Ada');
  expect(await textOf(page)).toContain('Owner, in every project');
  const cookies = await page.browserContext().cookies();
  const session = cookies.find(({ name }) => name === '__Host-keyharbor-session');
  expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
  noteSecret(session?.value ?? '');
});

test('the bootstrap token makes no second owner, and nothing else makes any', async () => {
  const page = await visits.arrive();
  await becomeOwner(page, 'Eve', bare.bootstrapToken);
  await arrivedAt(page, 'There is an owner already');
  await becomeOwner(page, 'Eve', 'not-the-token');
  await arrivedAt(page, 'That is not the bootstrap token');
});

test('who is not invited is not let in; who is, is what the invitation says, and it lets in nobody else', async () => {
  const { link, secret } = await createApiClient(bare.url, consoleToken).invitePerson({
    name: 'Bo',
    grants: [{ role: 'operator', project: 'prj_default' }],
  });
  noteSecret(secret);
  const page = await visits.arrive();
  await visits.open(page, '/sign-in');
  await press(page, `Continue with ${here}`);
  await visits.proveAs(page, 'bo');
  await arrivedAt(page, 'This account is not known here');
  await look(page, 'not-invited');

  await page.goto(link);
  await look(page, 'invitation');
  expect(await textOf(page)).toContain('Operator, in Default');
  await press(page, `Continue with ${here}`);
  await arrivedAt(page, 'bo');
  const other = await visits.arrive();
  await other.goto(link);
  expect(await headingOf(other)).toBe('This invitation cannot be used');
});

test('a signed-in person approves a device by the words that both show, and only then it is one', async () => {
  const page = await visits.signIn('bo');
  const device = await givenPairing(bare.url, 'Firefox on Linux');

  await visits.open(page, '/pair');
  await look(page, 'pair-code');
  await page.type('input[name=code]', device.userCode.toLowerCase());
  await press(page, 'Continue');
  await arrivedAt(page, 'Is this your device?');
  await look(page, 'pair');
  expect(await device.poll()).toMatchObject({
    code: expect.stringMatching(/authorization_pending|slow_down/),
  });
  await press(page, 'Approve');
  await arrivedAt(page, 'The device is connected');
  await look(page, 'pair-done');
  const { accessToken = '' } = await device.poll();
  noteSecret(accessToken);
  expect(await (await device.get('/v1/me', accessToken)).json()).toMatchObject({ person: { name: 'bo' } });

  await visits.open(page, '/account');
  await look(page, 'account-device');
  const action = String(await page.evaluate(`document.querySelector('form[action*="/devices/"]').action`));
  await visits.open(page, `/confirm/${action.split('/').at(-1)}`);
  await look(page, 'confirm');
  await press(page, 'Confirm');
  await arrivedAt(page, 'Confirmed');
  await visits.open(page, '/account');
  await press(page, 'Disconnect Firefox on Linux');
  await page.waitForFunction("!document.body.innerText.includes('Firefox on Linux')");
  expect((await device.get('/v1/me', accessToken)).status).toBe(403);
});

test('a link on another site leads to one’s own page, though the cookie does not travel with it', async () => {
  const page = await visits.signIn('owner', { called: 'Ada' });
  await page.setRequestInterception(true);
  const mail = `<!doctype html><title>Mail</title><a href="${bare.url}/account">my account</a>`;
  page.on('request', (request) => {
    const isMail = request.url() === 'https://mail.test/';
    void (isMail ? request.respond({ contentType: 'text/html', body: mail }) : request.continue());
  });
  await page.goto('https://mail.test/');
  await page.click('a');
  await arrivedAt(page, 'Ada');
});

test('the pages speak Chinese to who reads it, and look right in it', async () => {
  const page = await visits.signIn('bo', { language: 'zh-CN' });
  await look(page, 'account-zh');
  const device = await givenPairing(bare.url, 'Firefox on Linux');
  await visits.open(page, `/pair?code=${device.userCode}`);
  await look(page, 'pair-zh');
  await press(page, '拒绝');
  await arrivedAt(page, '已拒绝该设备');
  expect(await device.poll()).toMatchObject({ code: 'access_denied' });
  await visits.open(page, '/pair?code=BBBB-BBBB');
  await look(page, 'wrong-code-zh');
  await visits.open(page, '/sign-out');
  await look(page, 'sign-out-zh');
  await press(page, '退出登录');
  await arrivedAt(page, '已退出登录');
  await press(page, '重新登录');
  await arrivedAt(page, '登录');
  await look(page, 'sign-in-zh');
});

test('no page asked for what its policy refuses', () => {
  expect(visits.broken).toEqual([]);
});
