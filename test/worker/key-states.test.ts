import { expect, test } from 'vitest';

import { api, initialize, send } from './support/calls.ts';
import { commands, expected, newModel, seen, type Command, type Model } from './support/key-model.ts';
import { givenRealKey, run, type RealKey } from './support/real-key.ts';
import { givenUpstream } from './support/upstream.ts';
import { token } from './support/owner.ts';

givenUpstream();

/** How a key comes to each state. */
const states: Record<string, readonly Command[]> = {
  active: [],
  'active, rotated': ['rotate'],
  'active, exposed': ['exposeOnly'],
  disabled: ['disable'],
  'disabled, rotated': ['disable', 'rotate'],
  draining: ['drain'],
  exposed: ['expose'],
  deleted: ['disable', 'delete'],
};

async function givenState(path: readonly Command[]): Promise<{ key: RealKey; model: Model }> {
  const key = await givenRealKey();
  key.sessions.push(await initialize(key.current));
  let model: Model = { ...newModel, open: [{ session: 0, by: [1] }] };
  for (const command of path) {
    await run(key, command, undefined);
    const next = expected(model, command, false);
    if (typeof next !== 'string') model = next;
  }
  return { key, model };
}

const pairs = Object.entries(states).flatMap(([state, path]) =>
  commands.map((command) => [state, command, path] as const),
);

test.each(pairs)(
  'a key that is %s answers %s as promised, at its revision, at any, and at an old one',
  async (_, command, path) => {
    const stale = await givenState(path);
    expect(await run(stale.key, command, stale.model.rev + 1)).toEqual(
      seen(expected(stale.model, command, true)),
    );

    const { key, model } = await givenState(path);
    const next = expected(model, command, false);
    expect(await run(key, command, model.rev)).toEqual(seen(next));
    const after = typeof next === 'string' ? model : next;
    // The same again, as a client does that did not hear the answer: the change is not made twice, or the refusal stays.
    expect(await run(key, command, undefined)).toEqual(seen(expected(after, command, false)));
  },
);

test('a rotation that is asked for again under its Idempotency-Key is made once, and its value is not told again', async () => {
  const { id } = await givenRealKey();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'if-match': '*',
    'idempotency-key': `rotate ${id}`.replace(/ /g, '-'),
  };
  const ask = () =>
    send(`/v1/keys/${id}/rotate`, { method: 'POST', headers, body: JSON.stringify({ overlapSeconds: 0 }) });
  const first: { secret: string } = await (await ask()).json();
  const again = await (await ask()).json();
  expect(again).toMatchObject({ secret: null, secretAvailable: 'reveal', key: { rev: 2 } });
  expect(await api.revealKey({ id })).toEqual({ secret: first.secret });
});

test('a delete that is asked for again under its Idempotency-Key is answered as before, and otherwise the key is gone', async () => {
  const { id } = await givenRealKey();
  await api.disableKey({ id });
  const ask = (key: string) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'if-match': '"r2"',
      'idempotency-key': key,
    };
    return send(`/v1/keys/${id}`, { method: 'DELETE', headers });
  };
  const first = await ask(`delete-${id}`);
  expect(first.status).toBe(200);
  expect(await (await ask(`delete-${id}`)).json()).toEqual(await first.json());
  expect((await ask(`again-${id}`)).status).toBe(410);
  await expect(api.deleteKey({ id })).rejects.toMatchObject({ code: 'key_deleted' });
});
