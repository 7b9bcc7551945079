import { expect, test } from 'vitest';

import { formats } from '../../shared/address/formats/formats.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import {
  givenCache,
  givenClient,
  givenKey,
  givenModel,
  givenWorker,
  secretOf,
  ticketSecretOf,
  givenTicket,
  today,
} from './support/givens.ts';

const laptop = givenKey('laptop');
const phone = givenKey('phone');

function givenClipboard() {
  const clipboard: string[] = [];
  return { clipboard, writeClipboard: async (text: string) => void clipboard.push(text) };
}

test.each(formats)('the address is copied as $id', async ({ id, credential }) => {
  const { clipboard, writeClipboard } = givenClipboard();
  const client = givenWorker(laptop);
  const { choose, copy } = givenModel({ client, cache: givenCache(laptop), writeClipboard });
  choose.pickFormat(id);

  await copy.copyAddress(laptop);

  expect(copy.addressOutcome(laptop)).toBe('copied');
  expect(clipboard).toHaveLength(1);
  expect(clipboard[0]).toContain('keys.example');
  expect(clipboard[0]?.includes(secretOf(laptop))).toBe(credential === 'secret');
  expect(clipboard[0]?.includes(ticketSecretOf(laptop).secret)).toBe(credential === 'ticket');
});

test('a format without a secret never asks for it', async () => {
  const asked: string[] = [];
  const client = givenClient({
    revealKey: ({ id }) => {
      asked.push(id);
      return Promise.reject(new ApiError('offline'));
    },
  });
  const { choose, copy } = givenModel({ client, cache: givenCache(laptop) });
  choose.pickFormat('vscode');
  await copy.copyAddress(laptop);
  expect(asked).toEqual([]);
  expect(copy.addressOutcome(laptop)).toBe('copied');
});

test('a denied clipboard is said, not swallowed', async () => {
  const model = givenModel({
    client: givenWorker(laptop),
    cache: givenCache(laptop),
    writeClipboard: () => Promise.reject(new Error('denied')),
  });
  await model.copy.copyAddress(laptop);
  expect(model.copy.addressOutcome(laptop)).toBe('clipboard_denied');
  expect(model.spoken.value?.message).toBe('error_clipboard_denied');
});

test('a refusal to reveal is said', async () => {
  const client = givenClient({ revealKey: () => Promise.reject(new ApiError('reveal_limit')) });
  const { copy } = givenModel({ client, cache: givenCache(laptop) });
  await copy.copyAddress(laptop);
  expect(copy.addressOutcome(laptop)).toBe('reveal_limit');
});

test.each(formats.filter(({ link }) => link !== undefined))(
  '$id is installed by its link, which never holds the key’s value',
  async ({ id, link }) => {
    const opened: string[] = [];
    const openLink = async (url: string) => void opened.push(url);
    const { choose, copy, spoken } = givenModel({
      client: givenWorker(laptop),
      cache: givenCache(laptop),
      openLink,
    });
    choose.pickFormat(id);
    await copy.openLink(laptop);
    const [url = '', ...more] = opened;
    expect(more).toEqual([]);
    expect(URL.canParse(url)).toBe(true);
    const told =
      decodeURIComponent(url) + atob(new URL(url).searchParams.get('config')?.replace(/^{.*/, '') ?? '');
    expect(told).toContain('keys.example');
    expect(told).not.toContain(secretOf(laptop));
    expect(told.includes(ticketSecretOf(laptop).secret)).toBe(link?.credential === 'ticket');
    expect(spoken.value?.message).toBe('saidLinkOpened');
    expect(copy.addressOutcome(laptop)).toBe('idle'); // Nothing is on the clipboard.
  },
);

test('a link that the browser does not open is said, and a disabled key has none', async () => {
  const openLink = () => Promise.reject(new Error('Illegal URL'));
  const off = givenKey('off', { status: 'disabled' });
  const cache = givenCache(laptop, off);
  const { choose, copy } = givenModel({ client: givenWorker(laptop, off), cache, openLink });
  choose.pickFormat('cursor');
  await copy.openLink(laptop);
  expect(copy.addressOutcome(laptop)).toBe('link_denied');
  await copy.openLink(off);
  expect(copy.addressOutcome(off)).toBe('copy_disabled');
});

test('what is not a key never gets to the clipboard: snippets are pasted into shells', async () => {
  const { clipboard, writeClipboard } = givenClipboard();
  const key = secretOf(laptop);
  for (const secret of [
    '"; rm -rf ~ #',
    `${key}\nrm`,
    `${key};`,
    `$(${key})`,
    ticketSecretOf(laptop).secret,
  ]) {
    const client = givenClient({ revealKey: async () => ({ secret }) });
    const { copy } = givenModel({ client, cache: givenCache(laptop), writeClipboard });
    await copy.copyAddress(laptop);
    expect(clipboard).toEqual([]);
    expect(copy.addressOutcome(laptop)).toBe('internal');
  }
});

test('"Copied" un-says itself when the choice changes, and not when the list is read again', async () => {
  const { choose, copy, list } = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop) });
  await copy.copyAddress(laptop);
  await list.refresh();
  expect(copy.addressOutcome(laptop)).toBe('copied');
  choose.pickFormat('cursor');
  expect(copy.addressOutcome(laptop)).toBe('idle');
});

test('a disabled key is not copied until it is enabled', async () => {
  const { clipboard, writeClipboard } = givenClipboard();
  const disabled = givenKey('laptop', { status: 'disabled' });
  const { copy } = givenModel({ client: givenWorker(disabled), cache: givenCache(disabled), writeClipboard });
  await copy.copyAddress(disabled);
  expect(clipboard).toEqual([]);
  expect(copy.addressOutcome(disabled)).toBe('copy_disabled');
  expect(copy.addressOutcome(laptop)).toBe('idle');
});

test('of two copies the one asked for last is on the clipboard', async () => {
  const { clipboard, writeClipboard } = givenClipboard();
  const slow = Promise.withResolvers<{ secret: string }>();
  const client = givenClient({
    revealKey: ({ id }) => (id === laptop.id ? slow.promise : Promise.resolve({ secret: secretOf({ id }) })),
  });
  const { copy } = givenModel({ client, cache: givenCache(laptop, phone), writeClipboard });

  const first = copy.copyAddress(laptop);
  await copy.copyAddress(phone);
  slow.resolve({ secret: secretOf(laptop) });
  await first;

  expect(clipboard).toHaveLength(1);
  expect(clipboard[0]).toContain(secretOf(phone));
});

test('the bare value is copied by itself', async () => {
  const { clipboard, writeClipboard } = givenClipboard();
  const { copy } = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop), writeClipboard });
  await copy.copyValue(laptop);
  expect(clipboard).toEqual([secretOf(laptop)]);
  expect(copy.valueOutcome(laptop)).toBe('copied');
  expect(copy.addressOutcome(laptop)).toBe('idle');
});

test('a client that takes only a URL gets the ticket it had before, and a new one where that is revoked', async () => {
  const tickets = [
    givenTicket({ id: 'tkt_before', revokedAt: null }),
    givenTicket({ id: 'tkt_other', label: 'Claude' }),
  ];
  const asked: string[] = [];
  const client = {
    ...givenWorker(laptop),
    listTickets: async () => ({ tickets }),
    revealTicket: async ({ id, ticket }: { id: string; ticket: string }) => {
      asked.push(ticket);
      return ticketSecretOf({ id });
    },
  };
  const { choose, copy } = givenModel({ client, cache: givenCache(laptop) });
  choose.pickFormat('chatgpt');
  await copy.copyAddress(laptop);
  expect(asked).toEqual(['tkt_before']);

  tickets[0] = givenTicket({ revokedAt: today });
  await copy.copyAddress(laptop);
  expect(asked).toHaveLength(1);
  expect(copy.addressOutcome(laptop)).toBe('copied');
});
