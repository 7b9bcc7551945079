import { expect, test } from 'vitest';

import { contract, operationNames } from '../../shared/api/contract.ts';
import { commandName } from '../../worker/local/cli/command-name.ts';
import { codeUnder } from './sources.ts';

/** Tests that answer with a fake, or read text: what they call reaches no Worker. */
const reachNoWorker = /^test\/(?:architecture|extension|shared)\//;

/** Operations that occur neither as `api.<name>` nor as `<name>(`. */
function unexercised(texts: readonly string[]): string[] {
  return operationNames.filter((name) => {
    const use = new RegExp(`\\bapi\\.${name}\\b|\\b${name}\\(`);
    return !texts.some((text) => use.test(text));
  });
}

test('every operation of the contract is exercised by a test that reaches the Worker', () => {
  const texts = codeUnder('test')
    .filter(({ path }) => !reachNoWorker.test(path))
    .map(({ text }) => text);
  expect(unexercised(texts)).toEqual([]);
});

test('an operation that nobody calls is named', () => {
  const all = operationNames.map((name) => `await api.${name}({})`);
  expect(unexercised(all)).toEqual([]);
  expect(unexercised(all.filter((text) => !text.includes('revealKey')))).toEqual(['revealKey']);
  expect(unexercised(['const listKeysLater = listKeys;'])).toContain('listKeys');
});

test('every operation has a command line of its own', () => {
  const commands = operationNames.map((name) => {
    const { noun, verb } = commandName(name, contract[name]);
    return `${noun} ${verb}`;
  });
  expect(commands.filter((command, at) => commands.indexOf(command) !== at)).toEqual([]);
});
