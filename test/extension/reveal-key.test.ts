import { expect, test } from 'vitest';

import { shownFor } from '../../extension/features/reveal-key/reveal-key-model.ts';
import type { Later } from '../../extension/platform/later.ts';
import { givenCache, givenClient, givenKey, givenModel, givenWorker, secretOf } from './support/givens.ts';

const laptop = givenKey('laptop');
const phone = givenKey('phone');

function givenTimer() {
  const timers = new Set<{ delay: number; act: () => void }>();
  const later: Later = (delay, act) => {
    const timer = { delay, act };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return { timers, later };
}

test('a value is shown when asked for and hides itself again', async () => {
  const { timers, later } = givenTimer();
  const { show } = givenModel({ client: givenWorker(laptop), later });
  expect(show.shown.value).toBeNull();
  await show.show(laptop.id);
  expect(show.shown.value).toMatchObject({ kind: 'shown', secret: secretOf(laptop) });

  const [timer] = timers;
  expect(timer?.delay).toBe(shownFor);
  timer?.act();
  expect(show.shown.value).toBeNull();
});

test('one value is shown at a time, and its time starts anew', async () => {
  const { timers, later } = givenTimer();
  const { show } = givenModel({ client: givenWorker(laptop, phone), later });
  await show.show(laptop.id);
  await show.show(phone.id);
  expect(show.shown.value).toMatchObject({ keyId: phone.id });
  expect(timers.size).toBe(1);
});

test('an answer that comes after hiding is dropped', async () => {
  const slow = Promise.withResolvers<{ secret: string }>();
  const { show } = givenModel({ client: givenClient({ revealKey: () => slow.promise }) });
  const asked = show.show(laptop.id);
  show.hide();
  slow.resolve({ secret: secretOf(laptop) });
  await asked;
  expect(show.shown.value).toBeNull();
});

test('closing the actions hides the value', async () => {
  const model = givenModel({ client: givenWorker(laptop), cache: givenCache(laptop) });
  model.toggle(laptop.id);
  await model.show.show(laptop.id);
  model.toggle(laptop.id);
  expect(model.show.shown.value).toBeNull();
});

test('a refusal takes the place of the value', async () => {
  const { show } = givenModel();
  await show.show(laptop.id);
  expect(show.shown.value).toMatchObject({ kind: 'failed', failure: 'offline' });
});
