import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import type { Connection } from '../../extension/api/connection.ts';
import { createStayConnectedModel } from '../../extension/features/stay-connected/stay-connected-model.ts';
import type { Stored } from '../../extension/platform/stored.ts';

const connection = { address: 'https://keys.example', token: 'khp_right' };
const other = { ...connection, token: 'khp_other' };

function givenStored(value: Connection | null = null): Stored<Connection> & { value: Connection | null } {
  return {
    value,
    async read() {
      return this.value;
    },
    async write(next) {
      this.value = next;
    },
    async remove() {
      this.value = null;
    },
  };
}

function givenBrowser({ session = givenStored(), remembered = givenStored() } = {}) {
  const refused: (() => void)[] = [];
  let forgotten = 0;
  const model = createStayConnectedModel({
    session,
    remembered,
    probe: async ({ token }) => {
      if (token !== connection.token) throw new ApiError('authentication_required');
    },
    open: ({ token }, refuse) => {
      refused.push(refuse);
      return `work with ${token}`;
    },
    forget: async () => void (forgotten += 1),
  });
  return { model, session, remembered, refused, forgotten: () => forgotten };
}

function formOf({ model }: ReturnType<typeof givenBrowser>) {
  const { value } = model.state;
  if (value.kind !== 'asking') throw new Error(`Not asking but ${value.kind}.`);
  return value.form;
}

async function fillIn(browser: ReturnType<typeof givenBrowser>, remember: boolean) {
  const form = formOf(browser);
  form.address.value = connection.address;
  form.token.value = connection.token;
  form.remember.value = remember;
  await form.submit();
}

test('the token is in memory only, unless remembering is asked for', async () => {
  const browser = givenBrowser();
  await browser.model.start();
  await fillIn(browser, false);
  expect(browser.model.state.value.kind).toBe('connected');
  expect(browser.session.value).toEqual(connection);
  expect(browser.remembered.value).toBeNull();
});

test('a remembered connection is on disk and is taken up by the next browser session', async () => {
  const browser = givenBrowser();
  await browser.model.start();
  await fillIn(browser, true);
  expect(browser.remembered.value).toEqual(connection);

  const next = givenBrowser({ remembered: browser.remembered });
  await next.model.start();
  expect(next.model.state.value.kind).toBe('connected');
  expect(next.session.value).toEqual(connection);
});

test('connecting without remembering takes an older token off the disk', async () => {
  const browser = givenBrowser();
  await browser.model.start();
  browser.remembered.value = other;
  await fillIn(browser, false);
  expect(browser.remembered.value).toBeNull();
});

test('a refused token is asked for again with a sentence, and is kept nowhere', async () => {
  const browser = givenBrowser({ session: givenStored(connection), remembered: givenStored(connection) });
  await browser.model.start();
  browser.refused[0]?.();
  expect(formOf(browser).failure.value).toBe('authentication_required');
  expect(formOf(browser).address.value).toBe(connection.address);
  await expect.poll(() => browser.session.value).toBeNull();
  expect(browser.remembered.value).toBeNull();
  expect(browser.forgotten()).toBe(1);
});

test('a late refusal of an earlier token does not end a new connection', async () => {
  const browser = givenBrowser({ session: givenStored(other) });
  await browser.model.start();
  browser.refused[0]?.();
  await fillIn(browser, false);
  browser.refused[0]?.();
  expect(browser.model.state.value.kind).toBe('connected');
});

test('a page that asks takes up a connection that another page has made', async () => {
  const browser = givenBrowser();
  await browser.model.start();
  browser.session.value = connection;
  await browser.model.start();
  expect(browser.model.state.value).toMatchObject({ kind: 'connected', work: 'work with khp_right' });
});

test('a page that is connected asks again when another page disconnects', async () => {
  const browser = givenBrowser({ session: givenStored(connection) });
  await browser.model.start();
  browser.session.value = null;
  await browser.model.start();
  expect(formOf(browser).failure.value).toBeNull();
});

test('disconnecting leaves nothing behind', async () => {
  const browser = givenBrowser({ session: givenStored(connection), remembered: givenStored(connection) });
  await browser.model.start();
  await browser.model.disconnect();
  expect([browser.session.value, browser.remembered.value, browser.forgotten()]).toEqual([null, null, 1]);
});
