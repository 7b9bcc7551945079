import { expect, test } from 'vitest';

import { PopupKeys } from '../../extension/entrypoints/popup/popup-keys.tsx';
import { stateOf } from '../../extension/features/list-keys/key-state.ts';
import type { KeyView } from '../../shared/key/key.ts';
import { givenCache, givenKey, givenModel, givenWorker, nothing, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, press, type, until } from './support/screen.ts';

const laptop = givenKey('laptop');
const focused = () => document.activeElement?.getAttribute('aria-label');

function givenPopup(...keys: KeyView[]) {
  const copied: string[] = [];
  const writeClipboard = async (text: string) => void copied.push(text);
  const model = givenModel({ client: givenWorker(...keys), cache: givenCache(...keys), writeClipboard });
  renderPage(<PopupKeys model={model} openConsole={nothing} />);
  return { model, copied };
}

test('of 500 keys a screenful is painted first and the rest follows; arrows and search reach every one', async () => {
  const keys = Array.from({ length: 500 }, (_, at) => givenKey(`k${at}x`, { createdAt: today - at }));
  givenPopup(...keys);
  expect(allByRole('listitem').length).toBeLessThan(50);
  await until(() => expect(allByRole('listitem')).toHaveLength(500));
  await until(() => expect(focused()).toBe('Copy k0x'));
  for (const _ of keys.slice(0, 60)) press('ArrowDown');
  await until(() => expect(focused()).toBe('Copy k60x'));
  type(byRole('searchbox'), 'k499x');
  await until(() => expect(allByRole('listitem')).toHaveLength(1));
  byRole('button', 'Copy k499x').click();
  await findByRole('button', 'Copied k499x');
});

test('a key with a very long name keeps its whole name for listeners', async () => {
  const name = 'agent '.repeat(10).trim();
  givenPopup(givenKey('long', { name }));
  await findByRole('button', `Copy ${name}`);
});

test.each([
  ['Expired', { expiresAt: today }],
  ['Exposed', { status: 'disabled', exposedAt: today - 1 }],
  ['Draining', { status: 'disabled', drainingUntil: today + 1 }],
  ['Disabled', { status: 'disabled', drainingUntil: today }],
] as const)('a key says that it is %s', async (badge, fields) => {
  givenPopup(laptop, givenKey('other', { ...fields, createdAt: today - 1 }));
  await until(() =>
    expect([...document.querySelectorAll('.badge')].map((each) => each.textContent)).toEqual([badge]),
  );
});

test('a key is expired exactly from its time on', () => {
  expect(stateOf(givenKey('a', { expiresAt: today }), today)).toBe('expired');
  expect(stateOf(givenKey('a', { expiresAt: today + 1 }), today)).toBe('active');
});

test('an expired key is neither offered first nor copied, and says what would help', async () => {
  const { copied } = givenPopup(givenKey('old', { expiresAt: today }), { ...laptop, createdAt: today - 1 });
  await until(() => expect(focused()).toBe('Copy laptop'));
  byRole('button', 'Copy old').click();
  await findText('This key has expired, so its address would not work.');
  expect(copied).toEqual([]);
});
