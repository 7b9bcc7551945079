import * as v from 'valibot';
import { expect, test } from 'vitest';

import { keyEditSchema, keyNameSchema } from '../../../shared/key/fields.ts';
import { keyViewSchema, policyRefSchema } from '../../../shared/key/key.ts';

const readName = (name: unknown) => v.safeParse(keyNameSchema, name);

test.each(['a', 'laptop', 'build server', 'Büro 3, links', '笔记本电脑', 'key/with:signs', 'x'.repeat(64)])(
  'a key may be called %s',
  (name) => {
    expect(readName(name)).toMatchObject({ success: true, output: name });
  },
);

test('spaces around a name are no part of it', () => {
  expect(readName('  laptop \t')).toMatchObject({ success: true, output: 'laptop' });
  expect(readName(` ${'x'.repeat(64)} `)).toMatchObject({ success: true, output: 'x'.repeat(64) });
});

test.each([
  ['is empty', ''],
  ['is only spaces', ' \t '],
  ['has 65 characters', 'x'.repeat(65)],
  ['has a line break', 'two\nlines'],
  ['holds a NUL', 'nul\u0000'],
  ['holds a delete', 'a\u007fb'],
  ['holds a C1 control', 'a\u0085b'],
  ['hides a zero-width space', 'a\u200bb'],
  ['hides a soft hyphen', 'a\u00adb'],
  ['turns the reading direction', 'a\u202eb'],
  ['holds a line separator', 'a\u2028b'],
  ['holds a paragraph separator', 'a\u2029b'],
  ['is no text', 7],
  ['is missing', undefined],
])('a name that %s is refused', (_, name) => {
  expect(readName(name).success).toBe(false);
});

const view = {
  id: 'key_0123456789abcdef',
  projectId: 'prj_default',
  name: 'laptop',
  masked: 'khk_0123…wxyz',
  status: 'active',
  policy: { id: 'pol_default', version: 1 },
  rev: 1,
  createdAt: 0,
  changedAt: 0,
  note: '',
  owner: '',
  tags: [],
  expiresAt: null,
  protected: false,
  showOnce: false,
  images: 'all',
  exposedAt: null,
  drainingUntil: null,
  previous: null,
  lastUsed: null,
};

test('what a list shows of a key never has its secret, even where it was handed over', () => {
  expect(v.parse(keyViewSchema, { ...view, secret: 'khk_secret', verifier: 'x' })).toEqual(view);
});

test('a key that was stored before it could be written on reads as one that never was', () => {
  const { note, owner, tags, expiresAt, protected: isProtected, showOnce, ...before } = view;
  const blank = { note, owner, tags, expiresAt, protected: isProtected, showOnce };
  expect(v.parse(keyViewSchema, before)).toMatchObject(blank);
});

test('a key of an unknown status is no key', () => {
  expect(v.safeParse(keyViewSchema, { ...view, status: 'open' }).success).toBe(false);
});

test.each([0, -1, 1.5, Number.NaN, '1'])('a policy version is a whole number from 1, not %s', (version) => {
  expect(v.safeParse(policyRefSchema, { id: 'pol_default', version }).success).toBe(false);
});

test('a name has 64 characters, not 64 halves of them, and no half at all', () => {
  expect(v.safeParse(keyNameSchema, '😀'.repeat(64)).success).toBe(true);
  expect(v.safeParse(keyNameSchema, '😀'.repeat(65)).success).toBe(false);
  expect(v.safeParse(keyNameSchema, 'a\ud800b').success).toBe(false);
});

const readEdit = (edit: object) => v.safeParse(keyEditSchema, edit);

test('an edit says what changes and nothing else, trimmed', () => {
  expect(readEdit({ note: ' for the night\nshift ', tags: ['ci', '中文'] })).toMatchObject({
    success: true,
    output: { note: 'for the night\nshift', tags: ['ci', '中文'] },
  });
  expect(readEdit({}).output).toEqual({});
  expect(readEdit({ owner: '', expiresAt: null, protected: true }).success).toBe(true);
});

test.each([
  ['a note of 1,001 characters', { note: 'x'.repeat(1001) }],
  ['a note with a NUL', { note: 'a\0b' }],
  ['an owner of 129 characters', { owner: 'x'.repeat(129) }],
  ['an owner with a line break', { owner: 'a\nb' }],
  ['21 tags', { tags: Array.from({ length: 21 }, (_, at) => `t${at}`) }],
  ['a tag twice', { tags: ['ci', ' ci '] }],
  ['an empty tag', { tags: [''] }],
  ['a tag of 33 characters', { tags: ['x'.repeat(33)] }],
  ['half a millisecond', { expiresAt: 0.5 }],
  ['a status', { status: 'active' }],
  ['a revision', { rev: 7 }],
])('an edit with %s is refused', (_, edit) => {
  expect(readEdit(edit).success).toBe(false);
});
