import { afterEach, expect, test, vi } from 'vitest';

import { api, givenKey } from './support/calls.ts';
import { call, codeOf, hammer, heatImage } from './support/hot.ts';
import { givenImage } from './support/images.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

test('after disabling a busy image is acknowledged, no call to it is accepted', async () => {
  const { secret } = await givenKey();
  const { id } = await givenImage();
  givenUpstream();
  const asked = await heatImage(id);
  const clients = hammer(secret, 8, id);
  await vi.waitFor(() => expect(clients.accepted.length).toBeGreaterThan(100), { timeout: 10_000 });
  expect(asked()).toBeLessThan(clients.accepted.length / 2); // Leases are at work, or this shows nothing.
  await api.disableImage({ id });
  const closedAt = performance.now();
  for (let count = 0; count < 50; count += 1) expect(await codeOf(call(secret, id))).toBe('image_disabled');
  await clients.stop();
  expect(clients.accepted.filter((sentAt) => sentAt > closedAt)).toEqual([]);
}, 30_000);

test('a busy image that was changed is asked for as it is now by the next call', async () => {
  const { secret } = await givenKey();
  const { id } = await givenImage();
  const upstream = givenUpstream();
  await heatImage(id);
  for (let count = 0; count < 5; count += 1) expect((await call(secret, id)).status).toBe(200);
  await api.editImage({ id, url: 'https://mcp.vendor.com/moved' });
  expect((await call(secret, id)).status).toBe(200);
  expect(upstream.at(-1)?.request.url).toBe('https://mcp.vendor.com/moved');
});
