import { expect, test } from 'vitest';

import { applyCommand, keyCommands, keyStatuses } from '../../../shared/key/lifecycle.ts';
import { ok, refuse } from '../../../shared/result.ts';

const promises = [
  ['active', 'enable', ok('active')],
  ['active', 'disable', ok('disabled')],
  ['active', 'drain', ok('disabled')],
  ['active', 'delete', refuse('key_active')],
  ['active', 'reveal', ok('active')],
  ['active', 'edit', ok('active')],
  ['active', 'assign', ok('active')],
  ['active', 'rotate', ok('active')],
  ['active', 'cut_previous', ok('active')],
  ['active', 'expose', ok('active')],
  ['disabled', 'enable', ok('active')],
  ['disabled', 'disable', ok('disabled')],
  ['disabled', 'drain', ok('disabled')],
  ['disabled', 'delete', ok('deleted')],
  ['disabled', 'reveal', ok('disabled')],
  ['disabled', 'edit', ok('disabled')],
  ['disabled', 'assign', ok('disabled')],
  ['disabled', 'rotate', ok('disabled')],
  ['disabled', 'cut_previous', ok('disabled')],
  ['disabled', 'expose', ok('disabled')],
  ['deleted', 'enable', refuse('key_deleted')],
  ['deleted', 'disable', refuse('key_deleted')],
  ['deleted', 'drain', refuse('key_deleted')],
  ['deleted', 'delete', refuse('key_deleted')],
  ['deleted', 'reveal', refuse('key_deleted')],
  ['deleted', 'edit', refuse('key_deleted')],
  ['deleted', 'assign', refuse('key_deleted')],
  ['deleted', 'rotate', refuse('key_deleted')],
  ['deleted', 'cut_previous', refuse('key_deleted')],
  ['deleted', 'expose', refuse('key_deleted')],
] as const;

test.each(promises)('a key that is %s answers %s as promised', (status, command, answer) => {
  expect(applyCommand(status, command)).toEqual(answer);
});

test('every status has an answer to every command', () => {
  const pairs = keyStatuses.flatMap((status) => keyCommands.map((command) => `${status} ${command}`));
  expect(promises.map(([status, command]) => `${status} ${command}`)).toEqual(pairs);
});

test('a key is deleted only after it was disabled', () => {
  expect(applyCommand('active', 'delete')).toEqual(refuse('key_active'));
  expect(applyCommand('disabled', 'delete')).toEqual(ok('deleted'));
});

test('asking twice for the same status is harmless until the key is deleted', () => {
  for (const command of ['enable', 'disable', 'reveal'] as const) {
    for (const status of ['active', 'disabled'] as const) {
      const once = applyCommand(status, command);
      expect(once.ok && applyCommand(once.value, command)).toEqual(once);
    }
  }
});
