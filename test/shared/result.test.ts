import { expect, test } from 'vitest';

import { ok, refuse } from '../../shared/result.ts';

test('an answer is plain data, so it crosses RPC unchanged', () => {
  expect(ok(7)).toStrictEqual({ ok: true, value: 7 });
  expect(ok(null)).toStrictEqual({ ok: true, value: null });
  expect(refuse('key_active')).toStrictEqual({ ok: false, code: 'key_active' });
  expect(structuredClone(refuse('key_active'))).toStrictEqual(refuse('key_active'));
});
