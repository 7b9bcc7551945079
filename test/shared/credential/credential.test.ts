import { expect, test } from 'vitest';

import { base62, randomBase62 } from '../../../shared/credential/base62.ts';
import { crc32 } from '../../../shared/credential/crc32.ts';
import { maskCredential, readCredential, writeCredential } from '../../../shared/credential/credential.ts';
import { credentialKinds, lengths, type CredentialKind } from '../../../shared/credential/shape.ts';
import { prefixes } from '../../../shared/ids.ts';
import { seeded } from '../../support/seeded.ts';

const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-';

function givenCredential(kind: CredentialKind, seed: number) {
  const { bytes } = seeded(seed);
  const isTicket = kind === 'ticket';
  const parent = isTicket ? randomBase62(lengths.parent, bytes) : '';
  const random = randomBase62(isTicket ? lengths.ticketRandom : lengths.random, bytes);
  const tag = randomBase62(lengths.tag, bytes);
  const text = writeCredential(kind, { parent, random, tag, secret: randomBase62(lengths.secret, bytes) });
  return { parent, random, tag, text };
}

const samples = credentialKinds.flatMap((kind) => [1, 2, 3].map((seed) => ({ kind, seed })));

test('a credential has the published form of 70 characters', () => {
  const parts = { random: '0'.repeat(11), tag: '1'.repeat(5), secret: '2'.repeat(43) };
  for (const kind of ['apiKey', 'consoleToken'] as const) {
    const text = writeCredential(kind, parts);
    expect(text.startsWith(`${prefixes[kind]}0000000000011111_${'2'.repeat(43)}`)).toBe(true);
    expect(text).toMatch(/^kh[kp]_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/);
    expect(text).toHaveLength(70);
  }
  expect(writeCredential('apiKey', parts).slice(-6)).toBe('0SLwA1');
  expect(lengths).toMatchObject({ random: 11, tag: 5, secret: 43, checksum: 6 });
});

test('a ticket has the published form of 81 characters, and starts with the public id of its key', () => {
  const parts = { parent: '3'.repeat(16), random: '0'.repeat(6), tag: '1'.repeat(5), secret: '2'.repeat(43) };
  const text = writeCredential('ticket', parts);
  expect(text.startsWith(`${prefixes.ticket}${'3'.repeat(16)}_00000011111${'2'.repeat(43)}`)).toBe(true);
  expect(text).toMatch(/^kht_[0-9A-Za-z]{16}_[0-9A-Za-z]{60}$/);
  expect(text).toHaveLength(81);
  expect(lengths).toMatchObject({ parent: 16, ticketRandom: 6 });
});

test.each(samples)('what is written is read back: $kind $seed', ({ kind, seed }) => {
  const { parent, random, tag, text } = givenCredential(kind, seed);
  expect(readCredential(kind, text)).toEqual({ kind, publicId: random + tag, parent, random, tag });
});

test.each(samples)('one wrong character anywhere is found: $kind $seed', ({ kind, seed }) => {
  const { text } = givenCredential(kind, seed);
  const accepted: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    for (const sign of signs) {
      const wrong = text.slice(0, at) + sign + text.slice(at + 1);
      if (wrong !== text && readCredential(kind, wrong) !== null) accepted.push(wrong);
    }
  }
  expect(accepted).toEqual([]);
});

test.each(samples)('two swapped neighbours are found: $kind $seed', ({ kind, seed }) => {
  const { text } = givenCredential(kind, seed);
  const accepted: string[] = [];
  for (let at = 0; at + 1 < text.length; at += 1) {
    const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
    if (swapped !== text && readCredential(kind, swapped) !== null) accepted.push(swapped);
  }
  expect(accepted).toEqual([]);
});

test.each(samples)('a missing or an additional character is found: $kind $seed', ({ kind, seed }) => {
  const { text } = givenCredential(kind, seed);
  for (let at = 0; at <= text.length; at += 1) {
    expect(readCredential(kind, text.slice(0, at) + text.slice(at + 1)) === null).toBe(at < text.length);
    expect(readCredential(kind, `${text.slice(0, at)}0${text.slice(at)}`)).toBeNull();
  }
  for (const near of [` ${text}`, `${text} `, `${text}\n`, text.toLowerCase(), text.toUpperCase(), ''])
    expect(readCredential(kind, near)).toBeNull();
});

test('every digit may stand everywhere', () => {
  for (const digit of ['0', '9', 'A', 'Z', 'a', 'z']) {
    const [random, tag, secret] = [digit.repeat(11), digit.repeat(5), digit.repeat(43)];
    const text = writeCredential('apiKey', { random, tag, secret });
    expect(readCredential('apiKey', text)).toMatchObject({ random, tag });
  }
});

test('nothing may stand around a credential, not even under a checksum that is right', () => {
  const body = givenCredential('apiKey', 1).text.slice(0, -lengths.checksum);
  for (const near of [body, `x${body}`, ` ${body}`, `${body}x`, body.slice(1), body.replace('_', '-')]) {
    const text = near + base62(crc32(near), lengths.checksum);
    expect(readCredential('apiKey', text) === null).toBe(near !== body);
  }
});

test('a credential opens only its own kind of door', () => {
  expect(readCredential('consoleToken', givenCredential('apiKey', 1).text)).toBeNull();
  expect(readCredential('apiKey', givenCredential('consoleToken', 1).text)).toBeNull();
  expect(readCredential('apiKey', givenCredential('ticket', 1).text)).toBeNull();
  expect(readCredential('ticket', givenCredential('apiKey', 1).text)).toBeNull();
});

test('the same parts under another prefix have another checksum', () => {
  const { text } = givenCredential('apiKey', 1);
  expect(readCredential('consoleToken', text.replace(prefixes.apiKey, prefixes.consoleToken))).toBeNull();
});

test('a mask tells two credentials apart and shows twelve of their characters', () => {
  const [one, other] = [givenCredential('apiKey', 1).text, givenCredential('apiKey', 2).text];
  expect(maskCredential(one)).toBe(`${one.slice(0, 8)}…${one.slice(-4)}`);
  expect(maskCredential(one)).not.toBe(maskCredential(other));
  expect(readCredential('apiKey', maskCredential(one))).toBeNull();
});

test('a mask shows nothing of the secret itself', () => {
  const text = givenCredential('apiKey', 1).text;
  const secret = text.slice(prefixes.apiKey.length + lengths.random + lengths.tag + 1, -lengths.checksum);
  const [start, end = ''] = maskCredential(text).split('…');
  expect(start).toBe(text.slice(0, 8));
  expect(end.length).toBeLessThanOrEqual(lengths.checksum);
  expect(secret).not.toContain(end);
});
