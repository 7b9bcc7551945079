import * as v from 'valibot';
import { expect, test } from 'vitest';

import {
  endReasons,
  eras,
  keyIdOf,
  sessionIdFor,
  sessionViewSchema,
} from '../../../shared/session/session.ts';

const view = {
  id: `ses_${'0aZ'.repeat(7)}0`,
  keyId: 'key_0123456789abcdef',
  image: 'linux_latest',
  client: 'claude-code',
  era: 'stateless',
  policy: { id: 'pol_default', version: 1 },
  startedAt: 1,
  activeAt: 2,
  userActiveAt: 1,
  calls: 3,
  bytesIn: 4,
  bytesOut: 5,
  streams: 0,
  end: null,
};

test('the words for eras and for ends are public: stored rows and screens hold them', () => {
  expect(eras).toEqual(['legacy', 'stateless']);
  expect(endReasons).toEqual([
    'idle',
    'max_runtime',
    'cut',
    'deleted',
    'exposed',
    'expired',
    'ticket_revoked',
    'image_disabled',
    'apply_now',
    'client',
    'upstream',
    'operator',
  ]);
});

test('a session is open, or has ended for a reason that is known', () => {
  expect(v.parse(sessionViewSchema, view)).toEqual(view);
  for (const reason of endReasons)
    expect(v.safeParse(sessionViewSchema, { ...view, end: { at: 3, reason } }).success).toBe(true);
  for (const end of [undefined, {}, { at: 3, reason: 'bored' }, { reason: 'idle' }])
    expect(v.safeParse(sessionViewSchema, { ...view, end }).success).toBe(false);
});

test('what is shown of a session has nothing of the session id that its client holds', () => {
  expect(v.parse(sessionViewSchema, { ...view, handle: 'sealed', upstream: 'abc' })).toEqual(view);
});

test('a session’s id names the key that it is of; one from before it did names none', () => {
  const id = sessionIdFor(view.keyId, '0aZ'.repeat(7) + '0');
  expect(v.parse(sessionViewSchema, { ...view, id }).id).toBe(id);
  expect(keyIdOf(id)).toBe(view.keyId);
  expect(keyIdOf(view.id)).toBe(null);
});
