import { afterEach, expect, test, vi } from 'vitest';

import { api, callStateless, givenKey } from './support/calls.ts';
import { call, codeOf, heat } from './support/hot.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

interface Closing {
  readonly name: string;
  /** Before the key is hot. */
  readonly before?: (id: string) => Promise<unknown>;
  readonly close: (id: string, secret: string) => Promise<unknown>;
  readonly code: string;
}

const narrow = { images: ['code_latest'], release: null, maxRunMinutes: 60 };

/** Whatever closes; a disable, the end of a session and an image have tests of their own. */
const closings: readonly Closing[] = [
  {
    name: 'a delete, of a key that is disabled and whose open session goes on',
    close: async (id) => {
      await api.disableKey({ id, mode: 'drain' });
      return api.deleteKey({ id });
    },
    code: 'invalid_key',
  },
  {
    name: 'a rotation at once',
    close: (id) => api.rotateKey({ id, overlapSeconds: 0 }),
    code: 'invalid_key',
  },
  {
    name: 'the end of a rotation’s overlap',
    close: (id) => api.cutPreviousValue({ id }),
    before: (id) => api.rotateKey({ id, overlapSeconds: 3_600 }),
    code: 'invalid_key',
  },
  {
    name: 'an expiry that comes sooner',
    close: (id) => api.editKey({ id, expiresAt: Date.now() + 100 }),
    before: (id) => api.editKey({ id, expiresAt: Date.now() + 3_600_000 }),
    code: 'key_expired',
  },
  {
    name: 'fewer images',
    close: (id) => api.editKey({ id, images: ['code_latest'] }),
    code: 'image_not_allowed',
  },
  {
    name: 'another policy, applied at once',
    close: async (id) => {
      const { id: policyId } = await api.createPolicy({ name: `narrow ${id}`, ...narrow });
      return api.assignPolicy({ id, policyId, apply: 'now' });
    },
    code: 'image_not_allowed',
  },
  {
    name: 'a report that its value has leaked, which disables it',
    close: (_, secret) => api.reportLeaks({ leaks: [{ token: secret }] }),
    code: 'key_disabled',
  },
];

test.each(closings)(
  'after $name is acknowledged, no lease of a hot key lets a call through',
  async (closing) => {
    const { id, secret } = await givenKey();
    givenUpstream();
    await closing.before?.(id);
    const asked = await heat(id);
    for (let count = 0; count < 10; count += 1) expect(await codeOf(call(secret))).toBe('passed');
    expect(asked()).toBeLessThan(10); // Leases are at work, or this shows nothing.
    await closing.close(id, secret);
    expect(await codeOf(call(secret))).toBe(closing.code);
  },
);

test('a ticket of a hot key is asked about each time, so a revoked one opens nothing', async () => {
  const { id } = await givenKey();
  givenUpstream();
  const { ticket, secret } = await api.createTicket({ id, label: 'lent', image: 'linux_latest' });
  const asked = await heat(id);
  const byTicket = () => codeOf(callStateless({ secret, method: 'tools/call', params: { name: 'run' } }));
  for (let count = 0; count < 10; count += 1) expect(await byTicket()).toBe('passed');
  expect(asked()).toBe(10);
  await api.revokeTicket({ id, ticket: ticket.id });
  expect(await byTicket()).toBe('invalid_key');
});
