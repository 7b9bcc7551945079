import * as v from 'valibot';
import { expect, test } from 'vitest';

import {
  imageIdSchema,
  keyIdSchema,
  policyIdSchema,
  prefixes,
  projectIdSchema,
  sessionIdSchema,
  ticketIdSchema,
} from '../../shared/ids.ts';
import { secretPattern, secretPrefixes } from '../../shared/secret-pattern.ts';

const patterns = [
  [
    'key',
    keyIdSchema,
    ['key_0123456789abcdef', 'key_ZZZZZZZZZZZZZZZZ'],
    ['key_0123456789abcde', 'key_0123456789abcdefg', 'key_0123456789abcde-'],
  ],
  [
    'policy',
    policyIdSchema,
    ['pol_default', 'pol_0', 'pol_z9', `pol_${'a'.repeat(32)}`],
    ['pol_', 'pol_A', `pol_${'a'.repeat(33)}`],
  ],
  ['project', projectIdSchema, ['prj_default', 'prj_0'], ['prj_', 'prj_A', `prj_${'a'.repeat(33)}`]],
  [
    'session',
    sessionIdSchema,
    [`ses_${'0aZ'.repeat(7)}0`],
    [`ses_${'0'.repeat(21)}`, `ses_${'0'.repeat(23)}`, `ses_${'0'.repeat(21)}_`],
  ],
  ['ticket', ticketIdSchema, ['tkt_0123456789a'], ['tkt_0123456789', 'tkt_0123456789ab', 'tkt_0123456789_']],
  [
    'image',
    imageIdSchema,
    ['linux_latest', 'imgc-0123456789abcdefg', 'ab', `a${'.'.repeat(63)}`],
    ['', 'a', 'Linux', '0linux', '-linux', 'linux latest', `a${'b'.repeat(64)}`, 'linux/../windows', 'línux'],
  ],
] as const;

test.each(patterns)('the id of a %s is taken in its own form only', (_, schema, right, wrong) => {
  for (const id of right) expect(v.safeParse(schema, id)).toMatchObject({ success: true, output: id });
  for (const id of wrong) expect(v.safeParse(schema, id).success, id).toBe(false);
});

test.each(patterns)('nothing may stand around the id of a %s', (_, schema, [id]) => {
  for (const near of [` ${id}`, `${id} `, `${id}\n`, `\n${id}`, `x${id}/`, [id], null]) {
    expect(v.safeParse(schema, near).success, String(near)).toBe(false);
  }
});

test('an id of one thing is never taken for an id of another', () => {
  const schemas = [keyIdSchema, policyIdSchema, projectIdSchema, sessionIdSchema, ticketIdSchema] as const;
  for (const [, , [id]] of patterns.slice(0, 5)) {
    expect(schemas.filter((schema) => v.safeParse(schema, id).success)).toHaveLength(1);
  }
});

test('no prefix can be taken for another one', () => {
  const all = Object.values(prefixes);
  expect(new Set(all).size).toBe(all.length);
  for (const prefix of all) expect(prefix).toMatch(/^[a-z]{3}_$/);
});

const redact = (text: string) => text.replace(secretPattern, '$1[redacted]');

test.each(secretPrefixes)(
  'a credential that starts with %s is found in any text, whole or cut off',
  (prefix) => {
    const whole = `${prefix}0123456789abcdef_${'x'.repeat(49)}`;
    for (const secret of [whole, whole.slice(0, 30), `${prefix}0`]) {
      expect(redact(`GET /mcp?key=${secret}&x=1, again ${secret}.`)).toBe(
        `GET /mcp?key=${prefix}[redacted]&x=1, again ${prefix}[redacted].`,
      );
    }
  },
);

test('names that may be shown are left alone', () => {
  const text = 'key_0123456789abcdef pol_default prj_default ses_0000000000000000000000 khk_…';
  expect(text.replace(secretPattern, 'gone')).toBe(text);
});
