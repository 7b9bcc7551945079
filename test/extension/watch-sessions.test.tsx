import { expect, onTestFinished, test, vi } from 'vitest';

import { SessionsPage } from '../../extension/entrypoints/console/pages/sessions-page.tsx';
import { WatchSessions } from '../../extension/features/watch-sessions/watch-sessions.tsx';
import { createWatchSessionsModel } from '../../extension/features/watch-sessions/watch-sessions-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { SessionView } from '../../shared/session/session.ts';
import { givenClient, givenConsoleModel, givenKey, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, until } from './support/screen.ts';

const session = (client: string): SessionView => ({
  id: `ses_${client.padEnd(38, '0')}`,
  keyId: givenKey('laptop').id,
  image: 'code_latest',
  client,
  era: 'legacy',
  policy: { id: 'pol_default', version: 1 },
  startedAt: today,
  activeAt: today,
  userActiveAt: today,
  calls: 7,
  bytesIn: 0,
  bytesOut: 0,
  streams: 0,
  end: null,
});

function givenWorld() {
  const world = { open: [session('Cursor'), session('Claude')], asked: [] as unknown[], isDown: false };
  const client = givenClient({
    listProjectSessions: async (asked) => {
      world.asked.push(asked);
      if (world.isDown) throw new ApiError('offline');
      return { sessions: asked.state === 'open' ? world.open : [], next: null };
    },
    endSession: async ({ id }) => {
      world.open = world.open.filter((each) => each.id !== id);
      return session('Cursor');
    },
    endAllSessions: async () => {
      const ended = world.open.length;
      world.open = [];
      return { ended };
    },
  });
  return { world, client };
}

function givenSessions() {
  const { world, client } = givenWorld();
  const model = createWatchSessionsModel({ client, say: () => {} });
  renderPage(<WatchSessions model={model} now={today} />);
  void model.remote.read();
  return { world, model };
}

test('one session is ended after a yes, even while the list is being read', async () => {
  const { model } = givenSessions();
  (await findByRole('button', 'End the session of Cursor')).click();
  const yes = await findByRole('button', 'Yes: End the session of Cursor');
  void model.refresh();
  yes.click();
  await until(() => expect(model.remote.value.value?.map(({ client }) => client)).toEqual(['Claude']));
});

test('all open sessions are ended, and the list says that there are none', async () => {
  givenSessions();
  (await findByRole('button', 'End all that are listed')).click();
  (await findByRole('button', 'Yes: End all that are listed')).click();
  await findText('No sessions.');
});

test('a list that cannot be read is not asked for again until a person says so', async () => {
  const { world, model } = givenSessions();
  await findText('Cursor');
  world.isDown = true;
  await model.refresh();
  const before = world.asked.length;
  await model.refresh();
  expect(world.asked).toHaveLength(before);
  world.isDown = false;
  byRole('button', 'Reload').click();
  await until(() => expect(model.remote.failure.value).toBe(null));
});

test('a session that starts is shown without a reload, one that ends goes, and a hidden page asks nothing', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { world, client } = givenWorld();
  renderPage(<SessionsPage model={givenConsoleModel({ client })} />);
  await findText('Cursor');
  await until(() => expect(vi.getTimerCount()).toBe(1)); // The page looks again by itself once it is painted.
  world.open = [session('Codex')];
  vi.advanceTimersByTime(5_000);
  await findText('Codex');
  expect(document.body.textContent).not.toContain('Cursor');

  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  onTestFinished(() => hidden.mockRestore());
  const before = world.asked.length;
  vi.advanceTimersByTime(60_000);
  expect(world.asked).toHaveLength(before);
});
