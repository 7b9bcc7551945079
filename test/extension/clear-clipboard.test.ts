import { expect, test } from 'vitest';

import { clearClipboard, clearLater } from '../../extension/features/clear-clipboard/clear-clipboard.ts';

function given(more: { wake?: () => Promise<void> } = {}) {
  const kept: (string | null)[] = [null];
  const clipboard = { text: '' };
  const wakes: number[] = [];
  const digest = {
    read: async () => kept.at(-1) ?? null,
    write: async (text: string) => void kept.push(text),
    remove: async () => void kept.push(null),
  };
  const wake = more.wake ?? (async (seconds: number) => void wakes.push(seconds));
  const clear = {
    later: (text: string, seconds: number) => clearLater(text, seconds, { digest, wake }),
    clear: () =>
      clearClipboard({
        digest,
        readClipboard: async () => clipboard.text,
        writeClipboard: async (text) => ((clipboard.text = text), true),
      }),
  };
  return { clear, clipboard, wakes, kept };
}

test('what was copied is gone after its time, if it is still there', async () => {
  const { clear, clipboard, wakes, kept } = given();
  clipboard.text = 'the address';
  await clear.later('the address', 60);
  expect(wakes).toEqual([60]);
  await clear.clear();
  expect(clipboard.text).toBe('');
  expect(kept.at(-1)).toBe(null);
});

test('whatever else is on the clipboard by then stays', async () => {
  const { clear, clipboard } = given();
  await clear.later('the address', 60);
  clipboard.text = 'a shopping list';
  await clear.clear();
  expect(clipboard.text).toBe('a shopping list');
});

test('the text itself is kept nowhere, and without a time nothing is', async () => {
  const { clear, kept, wakes } = given();
  await clear.later('the address', 30);
  expect(kept.join()).not.toContain('address');
  await clear.later('another', 0);
  expect(wakes).toHaveLength(1);
});

test('a browser that cannot wake us is no failure of the copy', async () => {
  const { clear } = given({ wake: () => Promise.reject(new Error('no alarms')) });
  await expect(clear.later('the address', 60)).resolves.toBeUndefined();
});
