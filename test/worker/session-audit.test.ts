import { expect, test } from 'vitest';

import { chainOf, flushEvents, isWhole } from './support/audit.ts';
import { api, callStateless, givenKey, initialize } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';
import { actor } from './support/owner.ts';

givenUpstream();

test('the audit has the start and the end of every session, and why it ended', async () => {
  const { id, secret } = await givenKey();
  await initialize(secret);
  await callStateless({ secret, image: 'code_latest' });
  const { sessions } = await api.listSessions({ id });
  const [stateless, legacy] = sessions;
  await api.endSession({ id: legacy?.id ?? '' });
  await api.disableKey({ id });
  await flushEvents(id);

  const lines = await chainOf(id);
  const told = lines
    .filter(({ action }) => action.startsWith('session.'))
    .map(({ action, actor: who, after }) => ({
      action,
      actor: who,
      ...(JSON.parse(after ?? '{}') as object),
    }));
  const client = 'tests';
  expect(told).toContainEqual({
    action: 'session.start',
    actor: id,
    session: legacy?.id,
    image: 'linux_latest',
    client,
  });
  expect(told).toContainEqual({
    action: 'session.start',
    actor: id,
    session: stateless?.id,
    image: 'code_latest',
    client,
  });
  expect(told).toContainEqual(expect.objectContaining({ action: 'session.end', actor }));
  const stops = told.filter(({ action }) => action === 'session.stop');
  expect(stops).toEqual([
    expect.objectContaining({ session: legacy?.id, reason: 'operator' }),
    expect.objectContaining({ session: stateless?.id, reason: 'cut' }),
  ]);
  expect(await isWhole(lines)).toBe(true);
});
